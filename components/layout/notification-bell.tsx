'use client'

import { lazy, Suspense, useState, useSyncExternalStore } from 'react'
import { BellButton } from './bell-button'

// Nobody needs the count to see a page: it comes right after it, and without it there is still the bell.
const UnreadBell = lazy(() =>
  import('./unread-bell').then(
    ({ UnreadBell: Bell }) => ({ default: Bell }),
    () => ({ default: () => <BellButton /> }),
  ),
)
const never = () => () => undefined

export function NotificationBell() {
  const isHydrated = useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
  const [isPressed, setPressed] = useState(false)
  const waiting = <BellButton aria-expanded={false} onClick={() => setPressed(true)} />
  if (!isHydrated) return waiting
  return (
    <Suspense fallback={waiting}>
      <UnreadBell isPressed={isPressed} />
    </Suspense>
  )
}
