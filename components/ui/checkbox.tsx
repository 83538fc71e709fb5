import { Check, Minus } from 'lucide-react'
import type { ComponentProps } from 'react'
import { cn } from '@/lib/ui/cn'

type CheckboxProps = Omit<ComponentProps<'input'>, 'type'> & { indeterminate?: boolean }

export function Checkbox({ className, indeterminate = false, ...props }: CheckboxProps) {
  return (
    <span
      data-slot="checkbox"
      className={cn('relative inline-flex size-4 shrink-0 text-primary-foreground', className)}
    >
      <input
        type="checkbox"
        ref={(input) => {
          if (input) input.indeterminate = indeterminate
        }}
        className="peer size-4 cursor-pointer appearance-none rounded-[4px] border border-control bg-card transition-colors duration-120 checked:border-primary checked:bg-primary indeterminate:border-primary indeterminate:bg-primary"
        {...props}
      />
      <Check className="pointer-events-none absolute inset-0.5 size-3 stroke-[2.5] opacity-0 peer-checked:opacity-100" />
      <Minus className="pointer-events-none absolute inset-0.5 size-3 stroke-[2.5] opacity-0 peer-indeterminate:opacity-100" />
    </span>
  )
}
