'use client'

import { Tooltip as TooltipPrimitive } from 'radix-ui'
import { hideTooltip, keepTooltip, type ShownTooltip } from './tooltip-store'

export function TooltipBubble({ shown: { anchor, text, side } }: { shown: ShownTooltip }) {
  const { left, top, width, height } = anchor.getBoundingClientRect()
  return (
    <TooltipPrimitive.Provider>
      <TooltipPrimitive.Root open onOpenChange={(open) => !open && hideTooltip()}>
        <TooltipPrimitive.Trigger asChild>
          <span className="pointer-events-none fixed" style={{ left, top, width, height }} />
        </TooltipPrimitive.Trigger>
        <TooltipPrimitive.Portal>
          <TooltipPrimitive.Content
            data-slot="tooltip"
            side={side}
            sideOffset={6}
            collisionPadding={8}
            onPointerEnter={keepTooltip}
            onPointerLeave={hideTooltip}
            className="z-50 max-w-72 animate-enter rounded-md bg-foreground px-2 py-1 text-background text-xs shadow-float"
          >
            {text}
          </TooltipPrimitive.Content>
        </TooltipPrimitive.Portal>
      </TooltipPrimitive.Root>
    </TooltipPrimitive.Provider>
  )
}
