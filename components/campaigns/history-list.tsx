'use client'

import { History } from 'lucide-react'
import { EmptyState } from '@/components/shared/empty-state'
import { ErrorState } from '@/components/shared/error-state'
import { LoadMore } from '@/components/shared/load-more'
import { TimeText } from '@/components/shared/time-text'
import { Badge } from '@/components/ui/badge'
import { useHistory } from '@/hooks/use-campaign-records'
import type { HistoryEntry } from '@/lib/campaigns/schemas/campaign'
import { historyAction, historyActor } from '@/lib/ui/history-text'
import { RecordsSkeleton } from './records-skeleton'

const TONES: Record<string, 'success' | 'danger' | 'warning' | 'default'> = {
  failed: 'danger',
  pending: 'warning',
  applying: 'warning',
  reverted: 'warning',
  superseded: 'default',
}

/** Every decision about a campaign and what became of it, newest first. */
export function HistoryList({ campaignId }: { campaignId: string }) {
  const history = useHistory(campaignId)
  if (history.error && history.items.length === 0) {
    return <ErrorState title="History could not be read" error={history.error} onRetry={() => void history.refresh()} />
  }
  if (history.isLoading) return <RecordsSkeleton />
  if (history.items.length === 0) {
    return (
      <EmptyState icon={History} title="Nothing has happened yet">
        Every press of the switch and every change of the settings is written down here.
      </EmptyState>
    )
  }
  return (
    <>
      <ol className="rounded-lg border bg-card">
        {history.items.map((entry) => (
          <Entry key={`${entry.kind}-${entry.id}`} entry={entry} />
        ))}
      </ol>
      <LoadMore {...history} />
    </>
  )
}

function Entry({ entry }: { entry: HistoryEntry }) {
  const shown = entry.status && entry.status !== 'done' ? entry.status : null
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 border-b px-4 py-2.5 text-sm last:border-0">
      <span className="font-medium">{historyAction(entry)}</span>
      {shown && <Badge variant={TONES[shown] ?? 'default'}>{shown}</Badge>}
      <span className="text-muted-foreground text-xs">by {historyActor(entry)}</span>
      <TimeText at={entry.at} className="ml-auto text-muted-foreground text-xs tabular-nums" />
      {entry.message && <p className="w-full text-destructive text-xs">{entry.message}</p>}
    </li>
  )
}
