import type { ReactNode } from 'react'
import { cn } from '@/lib/ui/cn'

/** Dims what answers an earlier question `when` the answer to this one is still on its way. */
export function Stale({ when, className, children }: { when: boolean; className?: string; children: ReactNode }) {
  return (
    <div
      aria-busy={when || undefined}
      className={cn('transition-opacity duration-120', when && 'opacity-60', className)}
    >
      {children}
    </div>
  )
}
