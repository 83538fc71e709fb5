import type { ComponentProps } from 'react'
import { cn } from '@/lib/ui/cn'

type SwitchProps = Omit<ComponentProps<'button'>, 'role' | 'type' | 'aria-checked'> & {
  checked: boolean
  onCheckedChange: (checked: boolean) => void
  /** Shows a ring in the thumb, 100 ms later; the switch stays usable. */
  busy?: boolean
}

export function Switch({ checked, onCheckedChange, busy, className, ...props }: SwitchProps) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={checked}
      aria-busy={busy || undefined}
      data-slot="switch"
      onClick={() => onCheckedChange(!checked)}
      className={cn(
        'group touch-target inline-flex h-[18px] w-8 shrink-0 items-center rounded-full bg-control p-0.5 transition-colors duration-120 aria-checked:bg-primary',
        'disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:cursor-not-allowed aria-disabled:opacity-50',
        className,
      )}
      {...props}
    >
      <span className="relative size-3.5 rounded-full bg-thumb transition-transform duration-120 group-aria-checked:translate-x-3.5">
        {busy && (
          <span className="absolute inset-0 animate-late" aria-hidden>
            <span className="absolute inset-0.5 animate-spin rounded-full border-[1.5px] border-primary/30 border-t-primary" />
          </span>
        )}
      </span>
    </button>
  )
}
