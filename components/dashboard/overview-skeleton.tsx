import { Skeleton } from '@/components/ui/skeleton'

/** The grid's first layout while its code or its figures are on the way. */
export function GridSkeleton() {
  return (
    <div className="grid grid-cols-12 gap-3 md:gap-4">
      <Skeleton className="col-span-12 h-[230px] rounded-lg!" />
      <Skeleton className="col-span-12 h-[90px] rounded-lg!" />
      <Skeleton className="col-span-12 h-[316px] rounded-lg! md:col-span-6" />
      <Skeleton className="col-span-12 h-[316px] rounded-lg! md:col-span-6" />
      <Skeleton className="col-span-12 h-[316px] rounded-lg!" />
    </div>
  )
}

export function OverviewSkeleton() {
  return (
    <div className="mx-auto max-w-[1440px] px-4 md:px-6" role="status" aria-label="Loading the overview">
      <div className="flex min-h-[60px] items-center justify-between pt-3">
        <Skeleton className="h-6 w-40" />
        <Skeleton className="h-8 w-64" />
      </div>
      <div className="py-3">
        <GridSkeleton />
      </div>
    </div>
  )
}
