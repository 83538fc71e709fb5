import type { Metadata } from 'next'
import { createLoader } from 'nuqs/server'
import { EVENTS_PAGE, eventsKey } from '@/hooks/keys'
import { listEvents } from '@/lib/events/list'
import { resolveRange } from '@/lib/ui/date-range'
import { todayIn } from '@/lib/ui/days'
import { eventFilters, rowRange } from '@/lib/ui/event-filters'
import { rangeSearchParams } from '@/lib/ui/range-params'
import { type Search, workspaceOfPage } from '../signed-in'
import { EventsClient } from './events-client'
import { eventSearchParams } from './search-params'

type Props = { searchParams: Promise<Search> }

const loadRange = createLoader(rangeSearchParams)
const loadFilters = createLoader(eventSearchParams)
const PATH = '/events'

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const found = await workspaceOfPage(PATH, await searchParams)
  return { title: { absolute: `Events - ${found?.workspace.name ?? 'Sovereign'}` } }
}

export default async function EventsPage({ searchParams }: Props) {
  const search = await searchParams
  const found = await workspaceOfPage(PATH, search)
  if (!found) return null
  const { ctx, workspace } = found
  const { campaign, ...asked } = loadRange(search)
  const range = resolveRange(asked, todayIn(workspace.timezone, Date.now()))
  const filters = eventFilters(rowRange(range), campaign, loadFilters(search))
  const limit = EVENTS_PAGE
  // The page then asks itself, and says what is wrong where the rows would be.
  const page = await listEvents(ctx, { ...filters, limit }).catch((error: unknown) => {
    ctx.log.warn({ err: error }, 'events_read_failed')
    return null
  })
  const key = eventsKey(workspace.id, filters, { limit })
  return (
    <EventsClient
      first={page && { key, page: { items: page.items, meta: { limit, next_cursor: page.next_cursor } } }}
    />
  )
}
