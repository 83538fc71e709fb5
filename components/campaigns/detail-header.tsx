'use client'

import { ChevronLeft } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { NavLink } from '@/components/layout/nav-link'
import { EditableText } from '@/components/shared/editable-text'
import { updateCampaign } from '@/hooks/campaign-requests'
import { useWriteBlock } from '@/hooks/use-toggles'
import { useWorkspace } from '@/hooks/use-workspace'
import type { Campaign } from '@/lib/campaigns/schemas/campaign'
import { CampaignToggle } from './campaign-toggle'
import { RowActions } from './row-actions'
import { TruthChip } from './truth-chip'

export function DetailHeader({ campaign }: { campaign: Campaign }) {
  const { workspace } = useWorkspace()
  const router = useRouter()
  const block = useWriteBlock('campaigns.update')
  return (
    <header className="pt-3">
      <NavLink
        href="/campaigns"
        className="-ml-1 inline-flex h-8 items-center gap-0.5 rounded text-muted-foreground text-xs hover:text-foreground"
      >
        <ChevronLeft className="size-4 stroke-[1.5]" aria-hidden />
        All campaigns
      </NavLink>
      <div className="flex items-center gap-3">
        <CampaignToggle campaign={campaign} describedBy="detail-chip" />
        <div className="min-w-0 flex-1">
          <EditableText
            value={campaign.name}
            label="campaign name"
            maxLength={100}
            disabled={block !== null}
            onSave={async (name) => {
              await updateCampaign(workspace.id, campaign.id, { name, version: campaign.version })
            }}
          />
        </div>
        <RowActions campaign={campaign} onRemoved={() => router.push('/campaigns')} />
      </div>
      <TruthChip campaign={campaign} id="detail-chip" className="mt-1 pl-11" />
    </header>
  )
}
