'use client'

import dynamic from 'next/dynamic'
import { useSyncExternalStore } from 'react'
import { subscribeToasts, toastsWanted } from '@/lib/ui/toast'

const Toaster = dynamic(() => import('@/components/ui/sonner').then((module) => module.Toaster), { ssr: false })

/** Where toasts appear; its code arrives with the first one. */
export function ToastHost() {
  return useSyncExternalStore(subscribeToasts, toastsWanted, () => false) && <Toaster />
}
