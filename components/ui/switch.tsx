'use client'

import { Switch as SwitchPrimitive } from 'radix-ui'
import type { ComponentProps } from 'react'
import { cn } from '@/lib/ui/cn'

type SwitchProps = ComponentProps<typeof SwitchPrimitive.Root> & {
  /** Shows a ring in the thumb, 100 ms later; the switch stays usable. */
  busy?: boolean
}

// A tooltip around it overwrites data-state, so its colour follows aria-checked.
export function Switch({ className, busy, ...props }: SwitchProps) {
  return (
    <SwitchPrimitive.Root
      data-slot="switch"
      aria-busy={busy || undefined}
      className={cn(
        'touch-target inline-flex h-[18px] w-8 shrink-0 items-center rounded-full bg-control p-0.5 transition-colors duration-120 aria-checked:bg-primary',
        'disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:cursor-not-allowed aria-disabled:opacity-50',
        className,
      )}
      {...props}
    >
      <SwitchPrimitive.Thumb className="relative size-3.5 rounded-full bg-thumb transition-transform duration-120 data-[state=checked]:translate-x-3.5">
        {busy && (
          <span className="absolute inset-0 animate-late" aria-hidden>
            <span className="absolute inset-0.5 animate-spin rounded-full border-[1.5px] border-primary/30 border-t-primary" />
          </span>
        )}
      </SwitchPrimitive.Thumb>
    </SwitchPrimitive.Root>
  )
}
