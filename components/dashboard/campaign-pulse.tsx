'use client'

import { NavLink } from '@/components/layout/nav-link'
import { NumberText } from '@/components/shared/number-text'
import { TimeText } from '@/components/shared/time-text'
import { Tooltip } from '@/components/ui/tooltip'
import { cn } from '@/lib/ui/cn'
import type { WidgetProps } from './widget-props'

/** What the campaigns are doing at this moment, whatever period the page shows. */
export function CampaignPulse({ data: { pulse } }: WidgetProps) {
  const states = [
    { label: 'Running', count: pulse.running, dot: 'bg-success', href: '/campaigns?status=active', hint: null },
    { label: 'Paused', count: pulse.paused, dot: 'bg-muted-foreground', href: '/campaigns?status=paused', hint: null },
    {
      label: 'Blocked',
      count: pulse.blocked,
      dot: 'bg-destructive',
      href: '/campaigns',
      hint: 'Wanted on, but seen off, failed, or contradicted by the engine',
    },
    {
      label: 'Changing',
      count: pulse.pending,
      dot: 'bg-info',
      href: '/campaigns',
      hint: 'A start or pause is under way',
    },
    {
      label: 'Other',
      count: pulse.other,
      dot: 'bg-border',
      href: '/campaigns',
      hint: 'Drafts, completed and archived',
    },
  ]
  return (
    <div className="flex flex-wrap items-stretch gap-x-1 px-2 pb-2">
      {states.map(({ label, count, dot, href, hint }) => (
        <Tooltip key={label} content={hint}>
          <NavLink
            href={href}
            prefetch={false}
            className="flex min-h-11 items-center gap-2 rounded-md px-2 text-sm hover:bg-accent md:min-h-8"
          >
            <span className={cn('size-2 shrink-0 rounded-full', count > 0 ? dot : 'bg-border')} aria-hidden />
            <NumberText value={count} className="font-semibold tabular-nums" />
            <span className="text-muted-foreground">{label}</span>
          </NavLink>
        </Tooltip>
      ))}
      <p className="flex min-h-8 flex-wrap items-center gap-x-4 px-2 text-muted-foreground text-sm md:ml-auto">
        <span>
          <NumberText value={pulse.sends_last_hour} className="font-semibold text-foreground tabular-nums" /> sent in
          the last hour
        </span>
        <span>
          Last event <TimeText at={pulse.last_event_at} empty="never" className="tabular-nums" />
        </span>
      </p>
    </div>
  )
}
