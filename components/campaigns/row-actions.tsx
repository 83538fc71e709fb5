'use client'

import { MoreHorizontal } from 'lucide-react'
import { useState } from 'react'
import { DeferredMenu } from '@/components/shared/deferred-menu'
import { Button } from '@/components/ui/button'
import type { Campaign } from '@/lib/campaigns/schemas/campaign'
import { late } from '@/lib/ui/late'
import type { CampaignAct } from './campaign-menu'

const CampaignMenu = late(() => import('./campaign-menu').then((module) => module.CampaignMenu))
const CampaignDialogs = late(() => import('./campaign-dialogs').then((module) => module.CampaignDialogs))

/** The menu of one campaign and the dialogs it opens. */
export function RowActions({ campaign, onRemoved }: { campaign: Campaign; onRemoved?: () => void }) {
  const [act, setAct] = useState<CampaignAct | null>(null)
  const trigger = (
    <Button variant="ghost" size="icon-sm" aria-label={`Actions for ${campaign.name}`}>
      <MoreHorizontal />
    </Button>
  )
  return (
    <>
      <DeferredMenu trigger={trigger} preload={CampaignMenu.preload}>
        {(button) => <CampaignMenu campaign={campaign} trigger={button} onAct={setAct} />}
      </DeferredMenu>
      {act && (
        <CampaignDialogs
          campaign={campaign}
          act={act}
          onClose={() => setAct(null)}
          onRemoved={onRemoved ?? (() => undefined)}
        />
      )}
    </>
  )
}
