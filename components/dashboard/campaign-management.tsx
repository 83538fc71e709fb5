'use client'

import { ArrowRight } from 'lucide-react'
import { CampaignToggle } from '@/components/campaigns/campaign-toggle'
import { RowActions } from '@/components/campaigns/row-actions'
import { TruthChip } from '@/components/campaigns/truth-chip'
import { NavLink } from '@/components/layout/nav-link'
import { TimeText } from '@/components/shared/time-text'
import { buttonVariants } from '@/components/ui/button'
import type { Campaign } from '@/lib/campaigns/schemas/campaign'
import { plural } from '@/lib/ui/time'

const MOST = 10

/** The newest campaigns with their real switches. */
export function CampaignManagement({ campaigns, total }: { campaigns: readonly Campaign[]; total: number }) {
  return (
    <div className="pb-2">
      <ul className="border-t">
        {campaigns.slice(0, MOST).map((campaign) => (
          <li
            key={campaign.id}
            className="grid min-h-11 grid-cols-[44px_minmax(0,1fr)_auto] items-center gap-x-3 border-b px-4 py-2 hover:bg-accent/50 md:grid-cols-[40px_minmax(120px,1fr)_minmax(0,260px)_96px_28px] md:py-0"
          >
            <span className="max-md:row-span-2">
              <CampaignToggle campaign={campaign} describedBy={`overview-chip-${campaign.id}`} />
            </span>
            <NavLink
              href={`/campaigns/${campaign.id}`}
              prefetch={false}
              dir="auto"
              className="truncate rounded text-left font-medium text-sm hover:underline hover:underline-offset-4 max-md:text-base"
            >
              {campaign.name}
            </NavLink>
            <TruthChip
              campaign={campaign}
              id={`overview-chip-${campaign.id}`}
              className="max-md:col-start-2 max-md:row-start-2"
            />
            <span className="text-right text-muted-foreground text-sm tabular-nums max-md:hidden" title="Last run">
              <TimeText at={campaign.executions.last_at} empty="never" />
            </span>
            <span className="max-md:col-start-3 max-md:row-span-2 max-md:row-start-1 md:-mr-1">
              <RowActions campaign={campaign} />
            </span>
          </li>
        ))}
      </ul>
      <NavLink
        href="/campaigns"
        className={buttonVariants({ variant: 'ghost', size: 'sm', className: 'mx-auto mt-2 flex! w-fit' })}
      >
        {total > MOST ? `All ${plural(total, 'campaign')}` : 'Open campaigns'}
        <ArrowRight aria-hidden />
      </NavLink>
    </div>
  )
}
