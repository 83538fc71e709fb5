import { cva, type VariantProps } from 'class-variance-authority'
import type { ComponentProps } from 'react'
import { cn } from '@/lib/ui/cn'

const badgeVariants = cva('inline-flex items-center rounded px-1.5 py-px font-medium text-2xs tabular-nums', {
  variants: {
    variant: {
      default: 'bg-muted text-muted-foreground',
      outline: 'border text-muted-foreground',
      success: 'bg-success-subtle text-success',
      warning: 'bg-warning-subtle text-warning',
      danger: 'bg-destructive-subtle text-destructive',
      info: 'bg-info-subtle text-info',
    },
  },
  defaultVariants: { variant: 'default' },
})

export function Badge({ className, variant, ...props }: ComponentProps<'span'> & VariantProps<typeof badgeVariants>) {
  return <span data-slot="badge" className={cn(badgeVariants({ variant }), className)} {...props} />
}
