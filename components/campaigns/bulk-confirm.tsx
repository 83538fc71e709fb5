'use client'

import { ConfirmDialog } from '@/components/shared/confirm-dialog'
import type { Campaign } from '@/lib/campaigns/schemas/campaign'
import { formatCount, plural } from '@/lib/ui/time'

const NAMED = 8
const TYPED_ABOVE = 20

/** Names what a bulk change is about to touch; a large one is typed. */
export function BulkConfirm({
  campaigns,
  desired,
  onConfirm,
  onClose,
}: {
  campaigns: Campaign[]
  desired: boolean
  onConfirm: () => void
  onClose: () => void
}) {
  const verb = desired ? 'Resume' : 'Pause'
  const rest = campaigns.length - NAMED
  const count = String(campaigns.length)
  return (
    <ConfirmDialog
      title={`${verb} ${plural(campaigns.length, 'campaign')}?`}
      action={`${verb} ${formatCount(campaigns.length)}`}
      typed={campaigns.length > TYPED_ABOVE ? { label: `Type ${count} to confirm`, value: count } : undefined}
      onClose={onClose}
      onConfirm={async () => onConfirm()}
    >
      <ul className="list-inside list-disc">
        {campaigns.slice(0, NAMED).map(({ id, name }) => (
          <li key={id} className="truncate">
            {name}
          </li>
        ))}
      </ul>
      {rest > 0 && <p className="mt-1">and {formatCount(rest)} more</p>}
    </ConfirmDialog>
  )
}
