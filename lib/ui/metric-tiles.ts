import type { FigureName, Figures } from '@/lib/metrics/schemas'
import type { ExtraTile } from './dashboard-layout'
import type { DateRange } from './date-range'
import { addDays, spanOf } from './days'
import { formatCompact, formatCompactMoney, formatMoney, formatNumber, formatRate } from './numbers'

export type Tile = {
  id: string
  figure: FigureName
  label: string
  kind: 'count' | 'rate' | 'money'
  /** Whether more of it is good news. */
  rise: 'good' | 'bad' | 'neutral'
  /** The kind of rows behind the figure; money is explained by the analytics page. */
  eventType?: 'sent' | 'opened' | 'clicked' | 'replied' | 'opted_out' | 'bounced'
}

const STANDARD: readonly Tile[] = [
  { id: 'sends', figure: 'sends', label: 'Sends', kind: 'count', rise: 'neutral', eventType: 'sent' },
  { id: 'click-rate', figure: 'click_rate', label: 'Click rate', kind: 'rate', rise: 'good', eventType: 'clicked' },
  { id: 'reply-rate', figure: 'reply_rate', label: 'Reply rate', kind: 'rate', rise: 'good', eventType: 'replied' },
  {
    id: 'opt-out-rate',
    figure: 'opt_out_rate',
    label: 'Opt-out rate',
    kind: 'rate',
    rise: 'bad',
    eventType: 'opted_out',
  },
  { id: 'cost', figure: 'cost_micros', label: 'LLM cost', kind: 'money', rise: 'bad' },
]
const EXTRA: Record<ExtraTile, Tile> = {
  opens: { id: 'opens', figure: 'opens', label: 'Opens', kind: 'count', rise: 'good', eventType: 'opened' },
  bounces: { id: 'bounces', figure: 'bounces', label: 'Bounces', kind: 'count', rise: 'bad', eventType: 'bounced' },
}

export const tilesOf = (extra: readonly ExtraTile[]): Tile[] => [...STANDARD, ...extra.map((id) => EXTRA[id])]

const SHORT = { count: formatCompact, rate: formatRate, money: formatCompactMoney }
const FULL = { count: formatNumber, rate: formatRate, money: formatMoney }
export const shortFigure = ({ kind, figure }: Tile, figures: Figures): string => SHORT[kind](figures[figure])
export const fullFigure = ({ kind, figure }: Tile, figures: Figures): string => FULL[kind](figures[figure])

/** Why a figure is not known: a rate needs something to be counted against. */
export const whyUnknown = ({ figure }: Tile, figures: Figures): string | null =>
  figures[figure] !== null
    ? null
    : figures.sends > 0
      ? 'Not known: no mail of this period was tracked'
      : 'Not known: nothing was sent in this period'

/** How far back the list of events reaches at once. */
const ROW_DAYS = 90

/** The rows behind a figure, with its days and campaign, or said to be of none; of a long range its latest days. */
export function rowsHref(eventType: NonNullable<Tile['eventType']>, range: DateRange, campaign: string | null): string {
  const start = spanOf(range.start, range.end) > ROW_DAYS ? addDays(range.end, 1 - ROW_DAYS) : range.start
  return `/events?${new URLSearchParams({ event_type: eventType, start, end: range.end, campaign: campaign ?? '' })}`
}

export function tileHref({ eventType }: Tile, range: DateRange, campaign: string | null): string {
  if (eventType) return rowsHref(eventType, range, campaign)
  return `/analytics?${new URLSearchParams({ ...range, campaign: campaign ?? '' })}`
}

export type Delta = { text: string; tone: 'good' | 'bad' | 'neutral'; direction: 'up' | 'down' | 'flat' }

/** One decimal as the figures have, until the whole part says it all. */
const formatDelta = (size: number): string => {
  const digits = size < 1000 ? 1 : 0
  return size.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })
}

/** The step from the earlier period: percent, for rates percentage points; `n/a` where there is nothing to compare with. */
export function deltaOf(
  { kind, rise }: Pick<Tile, 'kind' | 'rise'>,
  change: { pct: number | null; points: number | null } | undefined,
): Delta {
  const amount = (kind === 'rate' ? change?.points : change?.pct) ?? null
  if (amount === null) return { text: 'n/a', tone: 'neutral', direction: 'flat' }
  const rounded = Math.round(amount * 10) / 10
  const unit = kind === 'rate' ? ' pts' : '%'
  const sign = rounded > 0 ? '+' : rounded < 0 ? '−' : ''
  const text = `${sign}${formatDelta(Math.abs(rounded))}${unit}`
  if (rounded === 0) return { text, tone: 'neutral', direction: 'flat' }
  const isUp = rounded > 0
  const tone = rise === 'neutral' ? 'neutral' : isUp === (rise === 'good') ? 'good' : 'bad'
  return { text, tone, direction: isUp ? 'up' : 'down' }
}
