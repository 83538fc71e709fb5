'use client'

import { Play } from 'lucide-react'
import { EmptyState } from '@/components/shared/empty-state'
import { ErrorState } from '@/components/shared/error-state'
import { LoadMore } from '@/components/shared/load-more'
import { TimeText } from '@/components/shared/time-text'
import { Badge } from '@/components/ui/badge'
import { useExecutions } from '@/hooks/use-campaign-records'
import type { Execution } from '@/lib/campaigns/schemas/execution'
import { formatDuration } from '@/lib/ui/time'
import { RecordsSkeleton } from './records-skeleton'

const TONES: Record<string, 'success' | 'danger' | 'info'> = {
  success: 'success',
  succeeded: 'success',
  completed: 'success',
  error: 'danger',
  failed: 'danger',
  crashed: 'danger',
  running: 'info',
  new: 'info',
  queued: 'info',
}

/** The runs of a campaign's workflow: started from here, or reported by the engine. */
export function ExecutionTable({ campaignId }: { campaignId: string }) {
  const executions = useExecutions(campaignId)
  if (executions.error && executions.items.length === 0) {
    return (
      <ErrorState
        title="Executions could not be read"
        error={executions.error}
        onRetry={() => void executions.refresh()}
      />
    )
  }
  if (executions.isLoading) return <RecordsSkeleton />
  if (executions.items.length === 0) {
    return (
      <EmptyState icon={Play} title="No runs yet">
        Runs appear here as the engine reports them, and when you start one with Run now.
      </EmptyState>
    )
  }
  return (
    <>
      <div className="overflow-x-auto rounded-lg border bg-card">
        <table className="w-full whitespace-nowrap text-left text-sm">
          <thead>
            <tr className="border-b text-muted-foreground text-xs [&_th]:h-8 [&_th]:px-4 [&_th]:font-normal">
              <th scope="col">Status</th>
              <th scope="col">Run</th>
              <th scope="col">Started by</th>
              <th scope="col" className="text-right">
                Started
              </th>
              <th scope="col" className="text-right">
                Took
              </th>
              <th scope="col" className="w-full">
                Error
              </th>
            </tr>
          </thead>
          <tbody>
            {executions.items.map((execution) => (
              <ExecutionRow key={execution.id} execution={execution} />
            ))}
          </tbody>
        </table>
      </div>
      <LoadMore {...executions} />
    </>
  )
}

function ExecutionRow({ execution }: { execution: Execution }) {
  const { status, duration_ms: duration, n8n_execution_id: engineId, error } = execution
  return (
    <tr className="border-b last:border-0 [&_td]:h-10 [&_td]:px-4">
      <td>
        <Badge variant={TONES[status] ?? 'default'}>{status}</Badge>
      </td>
      <td className="font-mono text-xs">{engineId ?? execution.id.slice(-12)}</td>
      <td className="text-muted-foreground">
        {execution.source === 'engine' ? 'the engine' : `us, ${execution.kind}`}
      </td>
      <td className="text-right tabular-nums">
        <TimeText at={execution.started_at ?? execution.created_at} />
      </td>
      <td className="text-right tabular-nums">{duration === null ? '-' : formatDuration(duration)}</td>
      <td className="max-w-64 truncate text-destructive" title={error ?? undefined}>
        {error}
      </td>
    </tr>
  )
}
