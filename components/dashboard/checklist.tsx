'use client'

import { Check, Plus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Tooltip } from '@/components/ui/tooltip'
import { useWriteBlock } from '@/hooks/use-toggles'
import { useWorkspace } from '@/hooks/use-workspace'
import { late } from '@/lib/ui/late'

const NewCampaignSheet = late(() =>
  import('@/components/campaigns/new-campaign-sheet').then((module) => module.NewCampaignSheet),
)

const STEPS = [
  { title: 'Workspace ready', text: 'You are in, and its engine is connected.' },
  {
    title: 'Create a campaign',
    text: 'A workflow in your engine with a switch and a daily limit. It starts switched off.',
  },
  {
    title: 'Link its workflow and switch it on',
    text: 'On the campaign’s page. The switch shows what the engine really does.',
  },
  {
    title: 'Report what happens',
    text: 'The workflow posts each send, open, click and reply to /api/events; the figures appear here.',
  },
]

/** In place of the widgets while there is no campaign: what to do, in order. */
export function Checklist({ onCreated }: { onCreated: () => void }) {
  const { can } = useWorkspace()
  const block = useWriteBlock('campaigns.create')
  const [isCreating, setCreating] = useState(false)
  return (
    <section aria-labelledby="first-steps" className="mx-auto max-w-xl rounded-lg border bg-card p-5">
      <h2 id="first-steps" className="font-semibold text-lg">
        Four steps to the first figures
      </h2>
      <ol className="mt-4">
        {STEPS.map(({ title, text }, index) => (
          <li key={title} className="flex gap-3 border-t py-3">
            <span
              className="mt-px flex size-5 shrink-0 items-center justify-center rounded-full border text-2xs tabular-nums"
              aria-hidden
            >
              {index === 0 ? <Check className="size-3 text-success" /> : index + 1}
            </span>
            <div className="min-w-0">
              <h3 className="font-medium text-sm">
                {title}
                {index === 0 && <span className="sr-only">, done</span>}
              </h3>
              <p className="text-muted-foreground text-sm">{text}</p>
              {index === 1 &&
                (can('campaigns.create') ? (
                  <Tooltip content={block} side="bottom">
                    <Button
                      className="mt-2"
                      aria-disabled={block ? true : undefined}
                      onClick={() => !block && setCreating(true)}
                    >
                      <Plus />
                      New campaign
                    </Button>
                  </Tooltip>
                ) : (
                  <p className="mt-1 text-muted-foreground text-xs">
                    You can look, but not create. Ask an owner or admin of this workspace.
                  </p>
                ))}
            </div>
          </li>
        ))}
      </ol>
      {isCreating && (
        <NewCampaignSheet
          onClose={() => setCreating(false)}
          onCreated={() => {
            setCreating(false)
            onCreated()
          }}
        />
      )}
    </section>
  )
}
