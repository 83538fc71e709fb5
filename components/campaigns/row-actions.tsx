'use client'

import { MoreHorizontal } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { DropdownMenu, DropdownMenuTrigger } from '@/components/ui/dropdown-menu'
import type { Campaign } from '@/lib/campaigns/schemas/campaign'
import { type CampaignAct, CampaignMenu } from './campaign-menu'

const CampaignDialogs = dynamic(() => import('./campaign-dialogs').then((module) => module.CampaignDialogs), {
  ssr: false,
})

/** The menu of one campaign and the dialogs it opens. */
export function RowActions({ campaign, onRemoved }: { campaign: Campaign; onRemoved?: () => void }) {
  const [open, setOpen] = useState(false)
  const [act, setAct] = useState<CampaignAct | null>(null)
  return (
    <>
      <DropdownMenu modal={false} open={open} onOpenChange={setOpen}>
        <DropdownMenuTrigger asChild>
          <Button variant="ghost" size="icon-sm" aria-label={`Actions for ${campaign.name}`}>
            <MoreHorizontal />
          </Button>
        </DropdownMenuTrigger>
        {open && <CampaignMenu campaign={campaign} onAct={setAct} />}
      </DropdownMenu>
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
