import type { ReactNode } from 'react'
import { cn } from '@/lib/ui/cn'

/**
 * Marks what answers an earlier question: dimmed while the answer to this one is on its way; once that could not be
 * read, greyed, since it may have to be read for long.
 */
export function Stale({
  when,
  hasFailed = false,
  className,
  children,
}: {
  when: boolean
  hasFailed?: boolean
  className?: string
  children: ReactNode
}) {
  const isWaiting = when && !hasFailed
  return (
    <div
      aria-busy={isWaiting || undefined}
      className={cn(
        'transition-opacity duration-120',
        isWaiting && 'opacity-60',
        when && hasFailed && 'grayscale',
        className,
      )}
    >
      {children}
    </div>
  )
}
