import { RecordsSkeleton } from '@/components/campaigns/records-skeleton'
import { Skeleton } from '@/components/ui/skeleton'

export default function Loading() {
  return (
    <div className="max-w-[1148px] px-4 md:px-6">
      <div className="grid gap-3 pt-12 pb-6">
        <Skeleton className="h-7 w-72" />
        <Skeleton className="h-5 w-32" />
      </div>
      <RecordsSkeleton />
    </div>
  )
}
