'use client'

import { RefreshCw } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { TimeText } from '@/components/shared/time-text'
import { Button } from '@/components/ui/button'
import { syncCampaign } from '@/hooks/campaign-requests'
import { useCampaignToggle, useWriteBlock } from '@/hooks/use-toggles'
import { useWorkspace } from '@/hooks/use-workspace'
import type { Campaign } from '@/lib/campaigns/schemas/campaign'
import { cn } from '@/lib/ui/cn'
import {
  ENGINE_WORDS,
  PROOF_WORDS,
  PUBLICATION_WORDS,
  SOURCE_WORDS,
  unknownReason,
  WEBHOOK_WORDS,
} from '@/lib/ui/fact-text'
import { notifyError, reasonOf } from '@/lib/ui/toast'
import { currentProof } from '@/lib/ui/truth-chip'

/** What was asked for, what the engine says, what was seen to happen: each with its own time and origin. */
export function ThreeFacts({ campaign }: { campaign: Campaign }) {
  return (
    <section
      aria-label="Desired, observed, proven"
      className="grid divide-y rounded-lg border bg-card md:grid-cols-3 md:divide-x md:divide-y-0"
    >
      <Desired campaign={campaign} />
      <Observed campaign={campaign} />
      <Proven campaign={campaign} />
    </section>
  )
}

function Desired({ campaign }: { campaign: Campaign }) {
  const { desired } = useCampaignToggle(campaign)
  return (
    <Fact title="Desired" value={desired ? 'On' : 'Off'}>
      <Line label="Asked by">{campaign.desired_by ?? 'nobody yet'}</Line>
      <Line label="When">
        <TimeText at={campaign.desired_at} empty="never changed" />
      </Line>
      <Line label="Decision">#{campaign.intent_version}</Line>
    </Fact>
  )
}

function Observed({ campaign }: { campaign: Campaign }) {
  const reason = unknownReason(campaign)
  const agrees = campaign.desired_active === (campaign.n8n_status === 'active')
  return (
    <Fact
      title="Observed"
      value={reason ? 'Unknown' : ENGINE_WORDS[campaign.n8n_status]}
      tone={reason || !agrees ? 'warning' : undefined}
      note={reason}
      action={campaign.n8n_workflow_id && <CheckNow campaign={campaign} />}
    >
      <Line label="Engine asked">
        <TimeText at={campaign.observed_at} empty="never" />
      </Line>
      <Line label="By">{campaign.sync.source ? SOURCE_WORDS[campaign.sync.source] : '-'}</Line>
      <Line label="Workflow">
        <span title={campaign.n8n_workflow_id ?? undefined}>
          {campaign.n8n_workflow_name ?? campaign.n8n_workflow_id ?? 'none'}
        </span>
      </Line>
    </Fact>
  )
}

function Proven({ campaign }: { campaign: Campaign }) {
  const proof = currentProof(campaign)
  if (!proof) {
    return (
      <Fact title="Proven" value="Unknown" tone="warning" note="Nothing has been tried out since the last decision.">
        <LastMail campaign={campaign} />
      </Fact>
    )
  }
  const tone = {
    live: 'success',
    contradicted: 'danger',
    unprovable: 'warning',
    stopped: undefined,
    pending: undefined,
  } as const
  return (
    <Fact title="Proven" value={PROOF_WORDS[proof.state]} tone={tone[proof.state]} note={proof.reason}>
      <Line label="Looked at">
        <TimeText at={proof.checked_at} />
      </Line>
      <Line label="Webhook">{WEBHOOK_WORDS[proof.webhook]}</Line>
      <Line label="Publication">{PUBLICATION_WORDS[proof.publication]}</Line>
      <LastMail campaign={campaign} />
    </Fact>
  )
}

/** What its mails reported themselves, the strongest proof there is. */
const LastMail = ({ campaign }: { campaign: Campaign }) => (
  <Line label="Last mail">
    <TimeText at={campaign.last_send_at} empty="none reported" />
  </Line>
)

const TONES = { success: 'text-success', warning: 'text-warning', danger: 'text-destructive' }

function Fact({
  title,
  value,
  tone,
  note,
  action,
  children,
}: {
  title: string
  value: string
  tone?: keyof typeof TONES | undefined
  note?: string | null
  action?: ReactNode
  children: ReactNode
}) {
  return (
    <div className="min-w-0 p-4">
      <div className="flex h-6 items-center justify-between gap-2">
        <h3 className="text-muted-foreground text-xs">{title}</h3>
        {action}
      </div>
      <p className={cn('font-semibold text-lg', tone && TONES[tone])}>{value}</p>
      {note && <p className="mt-0.5 text-muted-foreground text-xs">{note}</p>}
      <dl className="mt-3 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-xs">{children}</dl>
    </div>
  )
}

function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted-foreground">{label}</dt>
      <dd className="truncate text-right tabular-nums">{children}</dd>
    </>
  )
}

function CheckNow({ campaign }: { campaign: Campaign }) {
  const { workspace, can } = useWorkspace()
  const block = useWriteBlock('sync.trigger')
  const [busy, setBusy] = useState(false)
  if (!can('sync.trigger')) return null
  const check = async () => {
    setBusy(true)
    try {
      await syncCampaign(workspace.id, campaign.id)
    } catch (error) {
      notifyError('The engine could not be asked', {
        description: reasonOf(error),
      })
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button
      variant="link"
      size="inline"
      className="touch-target text-xs!"
      disabled={busy || block !== null}
      aria-busy={busy || undefined}
      title={block ?? undefined}
      onClick={() => void check()}
    >
      <RefreshCw className={cn('size-3!', busy && 'animate-spin')} aria-hidden />
      Check now
    </Button>
  )
}
