'use client'

import { useState } from 'react'
import { SignInForm } from '@/components/auth/sign-in-form'
import { Button, buttonVariants } from '@/components/ui/button'
import { Dialog, DialogContent, DialogFooter, DialogHeader } from '@/components/ui/dialog'
import { readSignedIn } from '@/hooks/use-sign-in'
import type { CurrentUser } from '@/lib/members/schemas'

export function ExpiredDialog({ user, onSignedIn }: { user: CurrentUser; onSignedIn: () => void }) {
  /** Another person's rows may not stay on the screen. */
  const confirm = async () => {
    const now = await readSignedIn()
    if (now.id === user.id) onSignedIn()
    else window.location.reload()
  }
  const [problem, setProblem] = useState<string | null>(null)
  return (
    <Dialog open>
      <DialogContent closable={false} onEscapeKeyDown={(event) => event.preventDefault()}>
        <DialogHeader title="Your session has ended">
          Sign in again to go on. Nothing on this page is lost; what you were doing is repeated once.
        </DialogHeader>
        {user.sign_in === 'local' ? (
          <SignInForm defaultEmail={user.email} onSignedIn={confirm} />
        ) : (
          <DialogFooter>
            {problem && (
              <p role="alert" className="mr-auto text-destructive text-sm">
                {problem}
              </p>
            )}
            <Button variant="outline" onClick={() => void confirm().catch((error: Error) => setProblem(error.message))}>
              I have signed in
            </Button>
            <a href="/sign-in" target="_blank" rel="noopener" className={buttonVariants()}>
              Sign in in a new tab
            </a>
          </DialogFooter>
        )}
      </DialogContent>
    </Dialog>
  )
}
