'use client'

import { ToastHost } from '@/components/layout/toast-host'
import { Button } from '@/components/ui/button'
import { useSignOut } from '@/hooks/use-sign-out'
import type { CurrentUser } from '@/lib/members/schemas'

/** Signed in, but a member of nothing. */
export function NoWorkspaceClient({ user }: { user: CurrentUser }) {
  const signOut = useSignOut(user.sign_in)
  return (
    <main className="dot-pattern grid min-h-dvh content-center justify-items-center gap-2 p-6 text-center">
      <h1 className="font-semibold text-xl">You are not in a workspace yet</h1>
      <p className="max-w-[44ch] text-muted-foreground text-sm">
        {user.email} is not a member of any workspace. Ask an owner or admin of yours to invite this address.
      </p>
      <Button variant="outline" className="mt-2" onClick={() => void signOut()}>
        Sign out
      </Button>
      <ToastHost />
    </main>
  )
}
