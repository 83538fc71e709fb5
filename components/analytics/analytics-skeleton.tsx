import { PageHeadSkeleton } from '@/components/shared/page-head'
import { Skeleton } from '@/components/ui/skeleton'

/** The page's shape while it is on the way. */
export function AnalyticsSkeleton() {
  return (
    <div className="mx-auto max-w-[1440px] px-4 md:px-6" role="status" aria-label="Loading analytics">
      <PageHeadSkeleton />
      <Skeleton className="my-3 h-11 w-full max-w-sm md:h-9" />
      <div className="grid grid-cols-2 gap-3 md:gap-4 xl:grid-cols-4">
        {['total', 'efficiency', 'reply', 'projection'].map((tile) => (
          <Skeleton key={tile} className="h-[134px] rounded-lg! md:h-[114px]" />
        ))}
      </div>
      <div className="mt-4 grid gap-4 lg:grid-cols-2">
        <Skeleton className="h-[434px] rounded-lg! md:h-[246px]" />
        <Skeleton className="h-[434px] rounded-lg! md:h-[246px]" />
      </div>
      <Skeleton className="mt-4 h-[552px] rounded-lg! md:h-[414px]" />
    </div>
  )
}
