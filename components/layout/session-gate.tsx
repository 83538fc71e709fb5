'use client'

import { useEffect, useRef, useState } from 'react'
import { onSignedOutElsewhere } from '@/hooks/session-channel'
import { useWorkspace } from '@/hooks/use-workspace'
import { onSessionExpired } from '@/lib/api/fetcher'
import { late } from '@/lib/ui/late'

const ExpiredDialog = late(() => import('./expired-dialog').then((module) => module.ExpiredDialog))

/** When the session ends mid-work: asks to sign in over the page, then lets every request that failed go once more. */
export function SessionGate() {
  const { user } = useWorkspace()
  const [open, setOpen] = useState(false)
  const waiting = useRef<{ promise: Promise<boolean>; done: (again: boolean) => void } | null>(null)

  useEffect(() => onSignedOutElsewhere(() => window.location.assign('/sign-in')), [])
  useEffect(
    () =>
      onSessionExpired(() => {
        if (!waiting.current) {
          const { promise, resolve } = Promise.withResolvers<boolean>()
          const settle = (again: boolean) => {
            waiting.current = null
            resolve(again)
          }
          waiting.current = { promise, done: settle }
          setOpen(true)
        }
        return waiting.current.promise
      }),
    [],
  )

  if (!open) return null
  return (
    <ExpiredDialog
      user={user}
      onSignedIn={() => {
        setOpen(false)
        waiting.current?.done(true)
      }}
    />
  )
}
