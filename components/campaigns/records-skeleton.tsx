import { Skeleton } from '@/components/ui/skeleton'

const ROWS = Array.from({ length: 6 }, (_, index) => `row-${index}`)

export function RecordsSkeleton() {
  return (
    <div className="rounded-lg border bg-card" role="status" aria-label="Loading">
      {ROWS.map((row) => (
        <div key={row} className="flex h-10 items-center justify-between border-b px-4 last:border-0">
          <Skeleton className="h-4 w-48" />
          <Skeleton className="h-4 w-20" />
        </div>
      ))}
    </div>
  )
}
