import type { DashboardLayout } from '@/lib/members/schemas'

/** The overview's widgets in their first order. `span` is columns of twelve from md up. */
export const WIDGETS = [
  { id: 'metrics', title: 'Key figures', span: 12 },
  { id: 'campaign-pulse', title: 'Campaign pulse', span: 12 },
  { id: 'sends-optout', title: 'Sends and opt-outs', span: 6 },
  { id: 'click-reply', title: 'Clicks and replies', span: 6 },
  { id: 'step-breakdown', title: 'Steps', span: 12 },
  { id: 'campaign-stats', title: 'Results by campaign', span: 12 },
  { id: 'campaign-management', title: 'Campaigns', span: 12 },
] as const
export type WidgetInfo = (typeof WIDGETS)[number]
export type WidgetId = WidgetInfo['id']

export const EXTRA_TILES = [
  { id: 'opens', title: 'Opens' },
  { id: 'bounces', title: 'Bounces' },
] as const
export type ExtraTile = (typeof EXTRA_TILES)[number]['id']

export type Layout = { order: WidgetId[]; hidden: WidgetId[]; collapsed: WidgetId[]; extraTiles: ExtraTile[] }

const IDS = WIDGETS.map(({ id }) => id)
const TILES = EXTRA_TILES.map(({ id }) => id)
export const FIRST_LAYOUT: Layout = { order: IDS, hidden: [], collapsed: [], extraTiles: [] }

const known = <Id extends string>(ids: readonly string[], all: readonly Id[]): Id[] => [
  ...new Set(ids.flatMap((id) => all.find((each) => each === id) ?? [])),
]

/** A saved layout among today's widgets: ids that are gone are dropped, new ones come last. */
export function readLayout(saved: DashboardLayout | null): Layout {
  if (!saved) return FIRST_LAYOUT
  const order = known(saved.order, IDS)
  return {
    order: [...order, ...IDS.filter((id) => !order.includes(id))],
    hidden: known(saved.hidden, IDS),
    collapsed: known(saved.collapsed, IDS),
    extraTiles: known(saved.extra_tiles, TILES),
  }
}

/** Checked by hand: the schema's library would weigh on the first load of every page. */
export function isSavedLayout(value: unknown): value is DashboardLayout {
  const lists: (keyof DashboardLayout)[] = ['order', 'hidden', 'collapsed', 'extra_tiles']
  return (
    typeof value === 'object' &&
    value !== null &&
    lists.every((name) => Array.isArray((value as Record<string, unknown>)[name]))
  )
}

export const writeLayout = ({ extraTiles, ...lists }: Layout): DashboardLayout => ({
  version: 1,
  ...lists,
  extra_tiles: extraTiles,
})

/** Puts a widget where another stands, hidden ones keep their places. */
export function moveWidget(layout: Layout, id: WidgetId, to: WidgetId): Layout {
  const from = layout.order.indexOf(id)
  const target = layout.order.indexOf(to)
  const order = layout.order.filter((each) => each !== id)
  return from < 0 || target < 0 ? layout : { ...layout, order: [...order.slice(0, target), id, ...order.slice(target)] }
}

export const toggled = <Id>(ids: readonly Id[], id: Id): Id[] =>
  ids.includes(id) ? ids.filter((each) => each !== id) : [...ids, id]
