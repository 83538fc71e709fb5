'use client'

import { useSyncExternalStore } from 'react'
import { late } from '@/lib/ui/late'
import { shownTooltip, subscribeTooltip } from './tooltip-store'

const TooltipBubble = late(() => import('./tooltip-bubble').then((module) => module.TooltipBubble))

/** Where every tooltip appears; its code arrives with the first one. */
export function TooltipHost() {
  const shown = useSyncExternalStore(subscribeTooltip, shownTooltip, () => null)
  return shown && <TooltipBubble shown={shown} />
}
