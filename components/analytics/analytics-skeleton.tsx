import { Skeleton } from '@/components/ui/skeleton'

/** The page's shape while it is on the way. */
export function AnalyticsSkeleton() {
  return (
    <div className="mx-auto max-w-[1440px] px-4 md:px-6" role="status" aria-label="Loading analytics">
      <div className="flex h-[60px] items-center pt-3">
        <Skeleton className="h-6 w-32" />
      </div>
      <Skeleton className="my-3 h-8 w-full max-w-sm" />
      <div className="mt-4 grid grid-cols-2 gap-3 md:gap-4 xl:grid-cols-4">
        {['total', 'efficiency', 'reply', 'projection'].map((tile) => (
          <Skeleton key={tile} className="h-[112px] rounded-lg!" />
        ))}
      </div>
      <div className="mt-4 grid gap-4 lg:grid-cols-2">
        <Skeleton className="h-60 rounded-lg!" />
        <Skeleton className="h-60 rounded-lg!" />
      </div>
      <Skeleton className="mt-4 h-80 rounded-lg!" />
    </div>
  )
}
