import type { ComponentProps } from 'react'
import { cn } from '@/lib/ui/cn'

export function Label({ className, ...props }: ComponentProps<'label'>) {
  // biome-ignore lint/a11y/noLabelWithoutControl: the caller passes htmlFor
  return <label data-slot="label" className={cn('font-medium text-sm', className)} {...props} />
}
