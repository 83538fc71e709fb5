'use client'

import { Pause, Play, X } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Tooltip } from '@/components/ui/tooltip'
import { useWriteBlock } from '@/hooks/use-toggles'
import { formatCount, plural } from '@/lib/ui/time'

/** Floats over the list while something is selected. */
export function BulkBar({
  count,
  total,
  isAll,
  isBusy,
  onAll,
  onToggle,
  onClear,
}: {
  count: number
  total: number
  isAll: boolean
  isBusy: boolean
  onAll: () => void
  onToggle: (desired: boolean) => void
  onClear: () => void
}) {
  const block = useWriteBlock('campaigns.toggle')
  return (
    <section
      aria-label="Selected campaigns"
      className="fixed bottom-6 left-1/2 z-20 flex -translate-x-1/2 animate-enter items-center gap-1 rounded-xl border bg-popover py-1.5 pr-1.5 pl-3 text-sm shadow-float max-md:hidden"
    >
      <span className="whitespace-nowrap tabular-nums" aria-live="polite">
        {isAll ? `All ${plural(total, 'campaign')}` : `${formatCount(count)} selected`}
      </span>
      {!isAll && count < total && (
        <Button variant="link" size="inline" className="mx-2 text-sm" onClick={onAll}>
          Select all {formatCount(total)} matching
        </Button>
      )}
      <span className="mx-1 h-5 w-px bg-border" aria-hidden />
      {([true, false] as const).map((desired) => (
        <Tooltip key={String(desired)} content={block}>
          <Button
            variant="ghost"
            aria-disabled={block ? true : undefined}
            disabled={isBusy}
            onClick={() => !block && onToggle(desired)}
          >
            {desired ? <Play /> : <Pause />}
            {desired ? 'Resume' : 'Pause'}
          </Button>
        </Tooltip>
      ))}
      <Button variant="ghost" size="icon-sm" aria-label="Clear selection" onClick={onClear}>
        <X />
      </Button>
    </section>
  )
}
