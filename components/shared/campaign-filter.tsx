'use client'

import { ChevronDown, Megaphone } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { useCampaignName } from '@/hooks/use-campaign-options'
import { late } from '@/lib/ui/late'
import { DeferredMenu } from './deferred-menu'

const CampaignFilterPanel = late(() => import('./campaign-filter-panel').then((module) => module.CampaignFilterPanel))

/** Narrows a page to one campaign, or to all of them (null). */
export function CampaignFilter({ value, onChange }: { value: string | null; onChange: (id: string | null) => void }) {
  const name = useCampaignName(value)
  const label = value === null ? 'All campaigns' : (name ?? 'One campaign')
  const trigger = (
    <Button variant="outline" className="min-w-24 max-w-56 shrink!" aria-label={`Campaign: ${label}`}>
      <Megaphone className="text-muted-foreground" aria-hidden />
      <span className="truncate" dir="auto">
        {label}
      </span>
      <ChevronDown className="text-muted-foreground" aria-hidden />
    </Button>
  )
  return (
    <DeferredMenu trigger={trigger} kind="dialog" preload={CampaignFilterPanel.preload}>
      {(button) => <CampaignFilterPanel value={value} onChange={onChange} trigger={button} />}
    </DeferredMenu>
  )
}
