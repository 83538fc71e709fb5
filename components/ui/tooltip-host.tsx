'use client'

import dynamic from 'next/dynamic'
import { useSyncExternalStore } from 'react'
import { shownTooltip, subscribeTooltip } from './tooltip-store'

const TooltipBubble = dynamic(() => import('./tooltip-bubble').then((module) => module.TooltipBubble), { ssr: false })

/** Where every tooltip appears; its code arrives with the first one. */
export function TooltipHost() {
  const shown = useSyncExternalStore(subscribeTooltip, shownTooltip, () => null)
  return shown && <TooltipBubble shown={shown} />
}
