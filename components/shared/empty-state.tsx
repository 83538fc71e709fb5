import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

/** Nothing to show, and what to do about it. */
export function EmptyState({
  icon: Icon,
  title,
  children,
  action,
}: {
  icon: LucideIcon
  title: string
  children: ReactNode
  action?: ReactNode
}) {
  return (
    <div className="flex flex-col items-center px-4 py-16 text-center">
      <span className="flex size-10 items-center justify-center rounded-lg border bg-card">
        <Icon className="size-5 stroke-[1.5] text-muted-foreground" aria-hidden />
      </span>
      <h2 className="mt-4 font-semibold text-base">{title}</h2>
      <p className="mt-1 max-w-[44ch] text-muted-foreground text-sm">{children}</p>
      {action && <div className="mt-4 flex gap-2">{action}</div>}
    </div>
  )
}
