import { Button } from '@/components/ui/button'

export function LoadMore({
  hasMore,
  isLoadingMore,
  loadMore,
}: {
  hasMore: boolean
  isLoadingMore: boolean
  loadMore: () => void
}) {
  if (!hasMore) return null
  return (
    <div className="mt-3 flex justify-center">
      <Button variant="outline" busy={isLoadingMore} onClick={loadMore}>
        Show older
      </Button>
    </div>
  )
}
