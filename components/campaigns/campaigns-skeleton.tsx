import { Skeleton } from '@/components/ui/skeleton'

const ROWS = Array.from({ length: 12 }, (_, index) => `row-${index}`)

/** The list's shape while its first rows are on the way. */
export function CampaignsSkeleton() {
  return (
    <div className="mx-auto max-w-[1440px]" role="status" aria-label="Loading campaigns">
      <div className="flex h-[60px] items-center justify-between px-4 pt-3 md:px-6">
        <Skeleton className="h-6 w-40" />
        <Skeleton className="h-8 w-32" />
      </div>
      <div className="px-4 py-3 md:px-6">
        <Skeleton className="h-8 w-full max-w-xl" />
      </div>
      <SkeletonRows />
    </div>
  )
}

export function SkeletonRows() {
  return (
    <div className="border-t">
      {ROWS.map((row) => (
        <div key={row} className="flex h-24 items-center gap-4 border-b px-4 md:h-11 md:px-6">
          <Skeleton className="h-[18px] w-8 rounded-full!" />
          <Skeleton className="h-4 max-w-72 flex-1" />
          <Skeleton className="ml-auto h-4 w-28" />
        </div>
      ))}
    </div>
  )
}
