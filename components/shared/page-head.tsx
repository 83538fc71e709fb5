import type { ReactNode } from 'react'
import { Skeleton } from '@/components/ui/skeleton'
import { cn } from '@/lib/ui/cn'

/**
 * A page's title, its context in one line, and its controls. Below md the controls stand underneath, from md on beside:
 * never by how wide the words turn out, or the page would jump when the font arrives.
 */
export function PageHead({
  title,
  context,
  className,
  children,
}: {
  title: string
  context: ReactNode
  className?: string
  children?: ReactNode
}) {
  return (
    <div
      className={cn(
        'flex min-h-[60px] flex-col justify-between gap-x-4 gap-y-2 pt-3 md:flex-row md:items-center',
        className,
      )}
    >
      <div className="min-w-0">
        <h1 className="font-semibold text-xl tracking-[-0.01em]">{title}</h1>
        <p className="truncate text-muted-foreground text-xs tabular-nums">{context}</p>
      </div>
      <div className="flex min-w-0 items-center gap-2 md:max-w-[75%]">{children}</div>
    </div>
  )
}

/** The same room while the page is on the way. */
export function PageHeadSkeleton({ className }: { className?: string }) {
  return (
    <div
      className={cn(
        'flex h-[108px] flex-col justify-between pt-3 pb-0.5 md:h-[60px] md:flex-row md:items-center md:pb-0',
        className,
      )}
    >
      <Skeleton className="h-[42px] w-44" />
      <Skeleton className="h-11 w-64 md:h-8" />
    </div>
  )
}
