'use client'

import type { ReactNode } from 'react'
import { TimeText } from '@/components/shared/time-text'
import type { Campaign } from '@/lib/campaigns/schemas/campaign'
import { cn } from '@/lib/ui/cn'
import { formatCount } from '@/lib/ui/time'
import { ThreeFacts } from './three-facts'

export function DetailOverview({ campaign }: { campaign: Campaign }) {
  const { executions } = campaign
  return (
    <div className="grid gap-6">
      <ThreeFacts campaign={campaign} />
      {campaign.last_error && (
        <p className="rounded-lg border border-destructive/40 bg-destructive-subtle px-4 py-2.5 text-sm">
          <span className="font-medium text-destructive">Last problem.</span> {campaign.last_error}
        </p>
      )}
      <section aria-label="Runs" className="grid grid-cols-2 gap-x-8 gap-y-4 md:grid-cols-4">
        <Figure label="Runs" value={formatCount(executions.total)} />
        <Figure label="Succeeded" value={formatCount(executions.successful)} />
        <Figure label="Failed" value={formatCount(executions.failed)} isBad={executions.failed > 0} />
        <Figure label="Last run" value={<TimeText at={executions.last_at} empty="never" />} />
      </section>
      {campaign.description && <p className="max-w-[68ch] whitespace-pre-wrap text-base">{campaign.description}</p>}
    </div>
  )
}

function Figure({ label, value, isBad = false }: { label: string; value: ReactNode; isBad?: boolean }) {
  return (
    <div>
      <div className="text-muted-foreground text-xs">{label}</div>
      <div className={cn('mt-0.5 font-semibold text-xl tabular-nums', isBad && 'text-destructive')}>{value}</div>
    </div>
  )
}
