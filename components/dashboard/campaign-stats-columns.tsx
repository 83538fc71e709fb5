'use client'

import {
  createColumnHelper,
  createSortedRowModel,
  rowSortingFeature,
  sortFn_basic,
  sortFn_text,
  tableFeatures,
} from '@tanstack/react-table'
import { NavLink } from '@/components/layout/nav-link'
import { CurrencyText } from '@/components/shared/currency-text'
import type { CampaignFigures } from '@/lib/metrics/schemas'
import type { DateRange } from '@/lib/ui/date-range'
import { rowsHref, type Tile } from '@/lib/ui/metric-tiles'
import { formatNumber, formatRate } from '@/lib/ui/numbers'

export const statsFeatures = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { basic: sortFn_basic, text: sortFn_text },
})
const helper = createColumnHelper<typeof statsFeatures, CampaignFigures>()

type Counted = { id: 'sends' | 'opens' | 'clicks' | 'replies' | 'opt_outs' | 'bounces'; header: string }
const COUNTED: (Counted & { eventType: NonNullable<Tile['eventType']>; rate?: keyof CampaignFigures })[] = [
  { id: 'sends', header: 'Sends', eventType: 'sent' },
  { id: 'opens', header: 'Opens', eventType: 'opened', rate: 'open_rate' },
  { id: 'clicks', header: 'Clicks', eventType: 'clicked', rate: 'click_rate' },
  { id: 'replies', header: 'Replies', eventType: 'replied', rate: 'reply_rate' },
  { id: 'opt_outs', header: 'Opt-outs', eventType: 'opted_out', rate: 'opt_out_rate' },
  { id: 'bounces', header: 'Bounces', eventType: 'bounced', rate: 'bounce_rate' },
]

/** Every count leads to its rows; the rate beside it is on hover. */
export const statsColumns = (range: DateRange) =>
  helper.columns([
    helper.accessor((row) => row.name ?? 'Unknown campaign', {
      id: 'name',
      header: 'Campaign',
      sortFn: 'text',
      cell: ({ row: { original } }) => <CampaignName {...original} />,
    }),
    ...COUNTED.map(({ id, header, eventType, rate }) =>
      helper.accessor((row) => row[id], {
        id,
        header,
        sortFn: 'basic',
        sortDescFirst: true,
        cell: ({ row: { original }, getValue }) => (
          <Rows
            value={getValue()}
            rate={rate ? (original[rate] as number | null) : undefined}
            href={original.campaign_id && rowsHref(eventType, range, original.campaign_id)}
          />
        ),
      }),
    ),
    helper.accessor((row) => row.cost_micros, {
      id: 'cost',
      header: 'Cost',
      sortFn: 'basic',
      sortDescFirst: true,
      cell: ({ getValue }) => <CurrencyText micros={getValue()} />,
    }),
    helper.accessor((row) => row.cost_per_reply_micros ?? -1, {
      id: 'cost_per_reply',
      header: 'Cost per reply',
      sortFn: 'basic',
      sortDescFirst: true,
      cell: ({ row }) => <CurrencyText micros={row.original.cost_per_reply_micros} unknown="No reply in this period" />,
    }),
  ])

function CampaignName({ campaign_id: id, name }: CampaignFigures) {
  if (!id) {
    return (
      <span className="text-muted-foreground" title="Events that named a campaign we do not know">
        Unknown campaign
      </span>
    )
  }
  return (
    <NavLink
      href={`/campaigns/${id}`}
      prefetch={false}
      title={name ?? undefined}
      dir="auto"
      className="block truncate text-left font-medium hover:underline hover:underline-offset-4"
    >
      {name ?? id}
    </NavLink>
  )
}

function Rows({ value, rate, href }: { value: number; rate: number | null | undefined; href: string | null }) {
  const title = rate === undefined ? undefined : formatRate(rate)
  if (!href || value === 0) return <span title={title}>{formatNumber(value)}</span>
  return (
    <NavLink href={href} prefetch={false} title={title} className="hover:underline hover:underline-offset-4">
      {formatNumber(value)}
    </NavLink>
  )
}
