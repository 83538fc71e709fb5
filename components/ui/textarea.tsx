import type { ComponentProps } from 'react'
import { cn } from '@/lib/ui/cn'

export function Textarea({ className, ...props }: ComponentProps<'textarea'>) {
  return (
    <textarea
      data-slot="textarea"
      className={cn(
        'w-full rounded-md border border-input bg-card px-2.5 text-lg transition-colors duration-120 placeholder:text-muted-foreground focus-visible:border-ring focus-visible:outline-offset-0 disabled:cursor-not-allowed disabled:opacity-60 aria-invalid:border-destructive md:text-sm min-h-20 py-1.5',
        className,
      )}
      {...props}
    />
  )
}
