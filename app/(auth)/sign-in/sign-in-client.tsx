'use client'

import { useState } from 'react'
import { SignInForm } from '@/components/auth/sign-in-form'
import { Button } from '@/components/ui/button'
import { useSignIn } from '@/hooks/use-sign-in'
import { reasonOf } from '@/lib/ui/toast'

type DemoUser = { email: string; password: string; label: string }

export function SignInClient({ returnTo, demoUsers }: { returnTo: string; demoUsers: DemoUser[] }) {
  // A full load, so that nothing of an earlier person is left in memory.
  const enter = () => window.location.assign(returnTo)
  return (
    <div className="w-full max-w-sm rounded-xl border bg-card p-6">
      <h1 className="mb-4 font-semibold text-lg">Sign in</h1>
      <SignInForm onSignedIn={enter} />
      {demoUsers.length > 0 && <DemoUsers users={demoUsers} onSignedIn={enter} />}
    </div>
  )
}

function DemoUsers({ users, onSignedIn }: { users: DemoUser[]; onSignedIn: () => void }) {
  const signIn = useSignIn()
  const [busy, setBusy] = useState<string | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const enter = async ({ email, password }: DemoUser) => {
    setBusy(email)
    setFailure(null)
    try {
      await signIn({ email, password })
      onSignedIn()
    } catch (error) {
      setFailure(reasonOf(error))
      setBusy(null)
    }
  }
  return (
    <section aria-label="Demo accounts" className="mt-6 border-t pt-4">
      <h2 className="mb-2 text-muted-foreground text-xs">Demo accounts of this local stack</h2>
      <div className="grid gap-1.5">
        {users.map((user) => (
          <Button
            key={user.email}
            variant="outline"
            className="justify-between!"
            busy={busy === user.email}
            disabled={busy !== null}
            onClick={() => void enter(user)}
          >
            {user.label}
            <span className="truncate font-normal text-muted-foreground text-xs">{user.email}</span>
          </Button>
        ))}
      </div>
      <p role="alert" className="mt-2 text-destructive text-sm empty:hidden">
        {failure}
      </p>
    </section>
  )
}
