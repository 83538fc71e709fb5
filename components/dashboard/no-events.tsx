import { Inbox } from 'lucide-react'

/** A chart of nothing says where its figures come from. */
export function NoEvents({ what, children }: { what: string; children: string }) {
  return (
    <div className="flex min-h-40 pb-6 flex-col items-center justify-center px-4 text-center">
      <Inbox className="size-5 stroke-[1.5] text-muted-foreground" aria-hidden />
      <p className="mt-2 font-medium text-sm">No {what} in this period</p>
      <p className="mt-0.5 max-w-[44ch] text-muted-foreground text-xs">{children}</p>
    </div>
  )
}
