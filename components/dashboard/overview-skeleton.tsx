import { PageHeadSkeleton } from '@/components/shared/page-head'
import { Skeleton } from '@/components/ui/skeleton'

/** The grid's first layout while its code or its figures are on the way. */
export function GridSkeleton() {
  return (
    <div className="grid grid-cols-12 gap-3 md:gap-4">
      <Skeleton className="col-span-12 h-[492px] rounded-lg! md:h-[343px] lg:h-[194px]" />
      <Skeleton className="col-span-12 h-[174px] rounded-lg! md:h-[118px] xl:h-[86px]" />
      <Skeleton className="col-span-12 h-[318px] rounded-lg! md:col-span-6" />
      <Skeleton className="col-span-12 h-[318px] rounded-lg! md:col-span-6" />
      <Skeleton className="col-span-12 h-[598px] rounded-lg! md:h-[318px]" />
    </div>
  )
}

export function OverviewSkeleton() {
  return (
    <div className="mx-auto max-w-[1440px] px-4 md:px-6" role="status" aria-label="Loading the overview">
      <PageHeadSkeleton />
      <div className="py-3">
        <GridSkeleton />
      </div>
    </div>
  )
}
