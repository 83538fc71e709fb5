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
import type { BreakdownRow } from '@/lib/metrics/schemas'
import { formatMoney, formatNumber, formatRate } from '@/lib/ui/numbers'

export const senderFeatures = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { basic: sortFn_basic, text: sortFn_text },
})
const helper = createColumnHelper<typeof senderFeatures, BreakdownRow>()

/** Counted by people and first of their mail, as everywhere; the rate behind each is what it is of. */
const count = (
  id: string,
  header: string,
  countOf: (row: BreakdownRow) => number,
  rateOf?: (row: BreakdownRow) => number | null,
) =>
  helper.accessor(countOf, {
    id,
    header,
    sortFn: 'basic',
    sortDescFirst: true,
    cell: ({ row: { original } }) => (
      <>
        {formatNumber(countOf(original))}
        {rateOf && (
          <span className="ml-1.5 inline-block w-11 text-muted-foreground text-xs">{formatRate(rateOf(original))}</span>
        )}
      </>
    ),
  })

const allColumns = helper.columns([
  helper.accessor((row) => row.label ?? '', {
    id: 'sender',
    header: 'Sender',
    sortFn: 'text',
    cell: ({ row: { original } }) => <Sender row={original} />,
  }),
  count('sends', 'Sends', (row) => row.sends),
  count(
    'opens',
    'Opens',
    (row) => row.opens,
    (row) => row.open_rate,
  ),
  count(
    'clicks',
    'Clicks',
    (row) => row.clicks,
    (row) => row.click_rate,
  ),
  count(
    'replies',
    'Replies',
    (row) => row.replies,
    (row) => row.reply_rate,
  ),
  count(
    'bounces',
    'Bounces',
    (row) => row.bounces,
    (row) => row.bounce_rate,
  ),
  count(
    'opt_outs',
    'Opt-outs',
    (row) => row.opt_outs,
    (row) => row.opt_out_rate,
  ),
  helper.accessor((row) => row.cost_micros ?? 0, {
    id: 'cost',
    header: 'Cost',
    sortFn: 'basic',
    sortDescFirst: true,
    cell: ({ row: { original } }) => formatMoney(original.cost_micros),
  }),
])

/** A provider call knows its campaign, not always a mailbox: where no sender's cost is known, there is no column of dashes. */
export const hasCosts = (rows: readonly BreakdownRow[]): boolean => rows.some(({ cost_micros }) => cost_micros !== null)
const withoutCosts = allColumns.filter(({ id }) => id !== 'cost')
export const senderColumns = (rows: readonly BreakdownRow[]) => (hasCosts(rows) ? allColumns : withoutCosts)

export const senderName = ({ key, label }: BreakdownRow): string =>
  key === null ? 'No sender' : (label ?? 'Removed sender')

function Sender({ row }: { row: BreakdownRow }) {
  const name = senderName(row)
  if (row.key === null) return <span className="text-muted-foreground">{name}</span>
  return (
    <NavLink
      href={`/events?sender=${row.key}`}
      title={name}
      className="block max-w-36 truncate rounded hover:underline hover:underline-offset-4 sm:max-w-56 xl:max-w-96"
    >
      {name}
    </NavLink>
  )
}
