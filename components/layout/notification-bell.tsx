'use client'

import { lazy, Suspense, useSyncExternalStore } from 'react'
import { BellButton } from './bell-button'

// Nobody needs the count to see a page: it comes right after it, and without it there is still the bell.
const UnreadBell = lazy(() =>
  import('./unread-bell').then(
    ({ UnreadBell: Bell }) => ({ default: Bell }),
    () => ({ default: BellButton }),
  ),
)
const never = () => () => undefined

export function NotificationBell() {
  const isHydrated = useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
  if (!isHydrated) return <BellButton />
  return (
    <Suspense fallback={<BellButton />}>
      <UnreadBell />
    </Suspense>
  )
}
