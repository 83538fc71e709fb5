'use client'

import {
  Archive,
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleHelp,
  CirclePause,
  CirclePlay,
  LoaderCircle,
  type LucideIcon,
  TriangleAlert,
  Unlink,
} from 'lucide-react'
import { Tooltip } from '@/components/ui/tooltip'
import { useTicked } from '@/hooks/use-ticked'
import { useCampaignToggle } from '@/hooks/use-toggles'
import type { Campaign } from '@/lib/campaigns/schemas/campaign'
import { serverNow } from '@/lib/ui/clock'
import { cn } from '@/lib/ui/cn'
import { type ChipKind, type ChipTone, truthChip } from '@/lib/ui/truth-chip'

const ICONS: Record<ChipKind, LucideIcon> = {
  starting: LoaderCircle,
  pausing: LoaderCircle,
  running: CirclePlay,
  running_aged: CirclePlay,
  active_unproven: CircleDashed,
  paused: CirclePause,
  paused_engine_on: TriangleAlert,
  paused_still_answering: TriangleAlert,
  on_engine_off: CircleAlert,
  not_answering: CircleAlert,
  not_confirmed: CircleHelp,
  workflow_missing: Unlink,
  engine_error: CircleAlert,
  not_linked: Unlink,
  draft: CircleDashed,
  completed: CircleCheck,
  archived: Archive,
}

const TONES: Record<ChipTone, string> = {
  success: 'text-success',
  progress: 'text-info',
  info: 'text-info',
  neutral: 'text-muted-foreground',
  warning: 'text-warning',
  danger: 'text-destructive',
}

/** What was last seen to be true, and below it why the last press did not work. */
export function TruthChip({ campaign, id, className }: { campaign: Campaign; id?: string; className?: string }) {
  const { underWay, failure } = useCampaignToggle(campaign)
  // Only what is painted may cause a render; the detail is worked out when it is looked at.
  const painted = useTicked((nowMs) => {
    const { kind, tone, label } = truthChip(campaign, nowMs, underWay)
    return `${kind}|${tone}|${label}`
  })
  const [kind, tone, label] = painted.split('|') as [ChipKind, ChipTone, string]
  const Icon = ICONS[kind]
  return (
    <div id={id} className={cn('min-w-0', className)}>
      <Tooltip content={() => truthChip(campaign, serverNow(), underWay).detail}>
        <span
          data-chip={kind}
          className={cn('flex min-w-0 max-w-full items-center gap-1.5 text-sm tabular-nums', TONES[tone])}
        >
          <Icon className={cn('size-3.5 shrink-0 stroke-2', tone === 'progress' && 'animate-spin')} aria-hidden />
          <span className="truncate">{label}</span>
        </span>
      </Tooltip>
      {failure && (
        <p className="truncate text-destructive text-xs" title={failure.message} data-failure={failure.code}>
          Not {failure.desired ? 'started' : 'paused'}: {failure.message}
        </p>
      )}
    </div>
  )
}
