'use client'

import { cloneElement, type FocusEvent, type PointerEvent, type ReactElement } from 'react'
import { hideTooltip, type ShownTooltip, showTooltip, type TooltipContent } from './tooltip-store'

type TriggerProps = {
  'aria-description'?: string | undefined
  onPointerMove?: (event: PointerEvent<HTMLElement>) => void
  onPointerLeave?: () => void
  onPointerDown?: () => void
  onFocus?: (event: FocusEvent<HTMLElement>) => void
  onBlur?: () => void
}

/** What one element says on hover or focus; null for nothing. All share one bubble, so a thousand rows cost nothing. */
export function Tooltip({
  content,
  side = 'top',
  children,
}: {
  content: TooltipContent | null
  side?: ShownTooltip['side']
  children: ReactElement<TriggerProps>
}) {
  if (content === null) return children
  return cloneElement(children, {
    'aria-description': typeof content === 'string' ? content : undefined,
    // Moving, not entering: an element may get its reason while the pointer rests on it.
    onPointerMove: (event) => event.pointerType !== 'touch' && showTooltip(event.currentTarget, content, side),
    onPointerLeave: hideTooltip,
    onPointerDown: hideTooltip,
    onFocus: (event) =>
      event.currentTarget.matches(':focus-visible') && showTooltip(event.currentTarget, content, side),
    onBlur: hideTooltip,
  })
}
