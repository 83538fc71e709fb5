'use client'

import { useSyncExternalStore } from 'react'
import { late } from '@/lib/ui/late'
import { subscribeToasts, toasterIsThere, toastsWanted } from '@/lib/ui/toast'

const Toaster = late(() => import('@/components/ui/sonner').then((module) => module.Toaster))

/** Where toasts appear; its code arrives with the first one. */
export function ToastHost() {
  const wanted = useSyncExternalStore(subscribeToasts, toastsWanted, () => false)
  return wanted && <Toaster onMounted={toasterIsThere} />
}
