import type { ReactNode } from 'react'
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
