'use client'

import { Switch } from '@/components/ui/switch'
import { Tooltip } from '@/components/ui/tooltip'
import { useCampaignToggle } from '@/hooks/use-toggles'
import type { Campaign } from '@/lib/campaigns/schemas/campaign'

/** What is asked for. Disabled ones stay focusable, so that their reason can be read. */
export function CampaignToggle({ campaign, describedBy }: { campaign: Campaign; describedBy?: string }) {
  const { desired, busy, disabledReason, toggle } = useCampaignToggle(campaign)
  return (
    <Tooltip content={disabledReason}>
      <Switch
        checked={desired}
        busy={busy}
        onCheckedChange={toggle}
        aria-label={`Campaign ${campaign.name}`}
        aria-describedby={describedBy}
        aria-disabled={disabledReason ? true : undefined}
      />
    </Tooltip>
  )
}
