import { Skeleton } from '@/components/ui/skeleton'

const ROWS = Array.from({ length: 14 }, (_, index) => `row-${index}`)

/** The page's shape while its first rows are on the way. */
export function EventsSkeleton() {
  return (
    <div className="mx-auto max-w-[1440px]" role="status" aria-label="Loading events">
      <div className="flex h-[72px] items-center px-4 pt-3 md:h-[60px] md:px-6">
        <Skeleton className="h-6 w-28" />
      </div>
      <div className="grid gap-2 px-4 py-3 md:px-6">
        <Skeleton className="h-24 w-full max-w-xl md:h-8" />
        <Skeleton className="h-9 w-full max-w-2xl md:h-7" />
      </div>
      <EventRowsSkeleton />
    </div>
  )
}

export function EventRowsSkeleton() {
  return (
    <div className="border-t">
      <div className="hidden h-[33px] border-b md:block" />
      {ROWS.map((row) => (
        <div key={row} className="flex h-[88px] items-center gap-4 border-b px-4 md:h-10 md:px-6">
          <Skeleton className="h-4 w-20" />
          <Skeleton className="h-4 w-28" />
          <Skeleton className="h-4 max-w-72 flex-1" />
          <Skeleton className="ml-auto h-4 w-24" />
        </div>
      ))}
    </div>
  )
}
