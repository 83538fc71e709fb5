import { TriangleAlert } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { FetchError } from '@/lib/api/fetcher'

/** Something could not be read: what, why, and a way to try again. */
export function ErrorState({ title, error, onRetry }: { title: string; error: Error; onRetry: () => void }) {
  const requestId = error instanceof FetchError ? error.requestId : null
  return (
    <div role="alert" className="flex flex-col items-center px-4 py-16 text-center">
      <TriangleAlert className="size-5 stroke-[1.5] text-destructive" aria-hidden />
      <h2 className="mt-3 font-semibold text-base">{title}</h2>
      <p className="mt-1 max-w-[52ch] text-muted-foreground text-sm">{error.message}</p>
      {requestId && <p className="mt-1 font-mono text-2xs text-muted-foreground">Request {requestId}</p>}
      <Button variant="outline" className="mt-4" onClick={onRetry}>
        Retry
      </Button>
    </div>
  )
}
