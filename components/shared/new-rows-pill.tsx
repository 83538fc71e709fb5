'use client'

import { ArrowUp } from 'lucide-react'
import { formatCount } from '@/lib/ui/time'

/** Rows that came in meanwhile wait here, so that nothing moves under the pointer. */
export function NewRowsPill({
  count,
  most = Number.POSITIVE_INFINITY,
  onShow,
}: {
  count: number
  /** How many could have been seen: from there on there may be more. */
  most?: number
  onShow: () => void
}) {
  if (count === 0) return null
  return (
    <div className="pointer-events-none sticky top-2 z-20 flex h-0 justify-center">
      <button
        type="button"
        onClick={onShow}
        className="pointer-events-auto flex h-9 animate-enter items-center gap-1 rounded-full bg-primary px-3 font-medium text-primary-foreground text-xs shadow-float hover:bg-primary/90 md:h-7"
      >
        <ArrowUp className="size-3.5" aria-hidden />
        {`${formatCount(count)}${count >= most ? '+' : ''} new`}
      </button>
    </div>
  )
}
