'use client'

import { Inbox, SearchX } from 'lucide-react'
import { useQueryStates } from 'nuqs'
import { useMemo, useState } from 'react'
import { ActorSelect, StepSelect, TypeChips } from '@/components/events/event-filters'
import { EventTable } from '@/components/events/event-table'
import { EventRowsSkeleton } from '@/components/events/events-skeleton'
import { ExportButton } from '@/components/events/export-button'
import { CampaignFilter } from '@/components/shared/campaign-filter'
import { DateRangePicker } from '@/components/shared/date-range-picker'
import { EmptyState } from '@/components/shared/empty-state'
import { ErrorState } from '@/components/shared/error-state'
import { FilterChip } from '@/components/shared/filter-chip'
import { RefreshBar } from '@/components/shared/refresh-bar'
import { Stale } from '@/components/shared/stale'
import { Button } from '@/components/ui/button'
import { EVENTS_PAGE, eventsKey } from '@/hooks/keys'
import { type EventsPage, useEvents } from '@/hooks/use-events'
import { useRange } from '@/hooks/use-range'
import { useWorkspace } from '@/hooks/use-workspace'
import type { MailEvent } from '@/lib/events/schemas'
import { type DateRange, formatRange } from '@/lib/ui/date-range'
import { eventFilters, MOST_ROW_DAYS, rowRange } from '@/lib/ui/event-filters'
import { eventSearchParams } from './search-params'

type Initial = { key: string; page: EventsPage }

export function EventsClient({ first }: { first: Initial | null }) {
  const { workspace } = useWorkspace()
  const { range: asked, today, setRange, campaign, setCampaign } = useRange()
  const [query, setQuery] = useQueryStates(eventSearchParams)
  const { event_type, contact, sender, step, actor_class } = query
  const range = useMemo(() => rowRange(asked), [asked])
  const filters = eventFilters(range, campaign, query)
  const isFirst = first?.key === eventsKey(workspace.id, filters, { limit: EVENTS_PAGE })
  const list = useEvents(filters, isFirst ? first.page : undefined)
  const [names, setNames] = useState<Record<string, string>>({})
  const labelOf = (id: string) => names[id] ?? nameIn(list.events, id) ?? `…${id.slice(-8)}`
  const narrowTo = (name: 'contact' | 'sender', { id, email }: { id: string; email: string | null }) => {
    if (email) setNames((known) => ({ ...known, [id]: email }))
    void setQuery({ [name]: id }, { history: 'push' })
  }
  const isFiltered = Object.values(query).some((value) => value !== null) || campaign !== null
  const clear = () => {
    void setQuery(null)
    setCampaign(null)
  }
  const showFresh = () => {
    document.getElementById('main')?.scrollTo({ top: 0 })
    void list.showFresh()
  }

  return (
    <div className="mx-auto max-w-[1440px] pb-24">
      <RefreshBar isBusy={list.isRefreshing && !list.isLoading} />
      <div className="flex min-h-[60px] items-center justify-between gap-4 px-4 pt-3 md:px-6">
        <div>
          <h1 className="font-semibold text-xl tracking-[-0.01em]">Events</h1>
          <p className="text-muted-foreground text-xs">
            {asked === range
              ? 'What mails reported back, newest first. Every figure is a count of these rows.'
              : `Rows are listed for ${MOST_ROW_DAYS} days at most: ${formatRange(range)}.`}
          </p>
        </div>
        <ExportButton filters={filters} disabled={list.isStale || list.events.length === 0} />
      </div>
      <div className="grid gap-2 px-4 py-3 md:px-6">
        <div className="grid grid-cols-2 items-center gap-2 md:flex md:flex-wrap">
          <DateRangePicker range={range} today={today} onChange={setRange} mostDays={MOST_ROW_DAYS} />
          <CampaignFilter value={campaign} onChange={setCampaign} />
          <StepSelect value={step} onChange={(next) => void setQuery({ step: next })} />
          <ActorSelect value={actor_class} onChange={(next) => void setQuery({ actor_class: next })} />
        </div>
        <TypeChips value={event_type} onChange={(next) => void setQuery({ event_type: next })} />
        {(contact || sender || isFiltered) && (
          <div className="flex flex-wrap items-center gap-2">
            {contact && (
              <FilterChip label="Contact" value={labelOf(contact)} onClear={() => void setQuery({ contact: null })} />
            )}
            {sender && (
              <FilterChip label="Sender" value={labelOf(sender)} onClear={() => void setQuery({ sender: null })} />
            )}
            <Button variant="link" size="inline" className="touch-target text-xs" onClick={clear}>
              Clear filters
            </Button>
          </div>
        )}
      </div>
      {list.error && (list.isStale || list.events.length === 0) ? (
        <ErrorState title="Events could not be read" error={list.error} onRetry={list.refresh} />
      ) : list.isLoading ? (
        <EventRowsSkeleton />
      ) : list.events.length === 0 ? (
        <NoEvents isFiltered={isFiltered} range={range} onClear={clear} />
      ) : (
        <Stale when={list.isStale} className="border-t">
          <EventTable
            events={list.events}
            hasMore={list.hasMore}
            isLoadingMore={list.isLoadingMore}
            onLoadMore={list.loadMore}
            fresh={list.fresh}
            onShowFresh={showFresh}
            onContact={(found) => narrowTo('contact', found)}
            onSender={(found) => narrowTo('sender', found)}
          />
        </Stale>
      )}
    </div>
  )
}

const nameIn = (events: readonly MailEvent[], id: string): string | null =>
  events.flatMap(({ contact, sender }) => [contact, sender]).find((each) => each?.id === id)?.email ?? null

function NoEvents({ isFiltered, range, onClear }: { isFiltered: boolean; range: DateRange; onClear: () => void }) {
  if (isFiltered) {
    return (
      <EmptyState
        icon={SearchX}
        title="No event matches"
        action={
          <Button variant="outline" onClick={onClear}>
            Clear filters
          </Button>
        }
      >
        {`Nothing of this kind happened in ${formatRange(range)}.`}
      </EmptyState>
    )
  }
  return (
    <EmptyState icon={Inbox} title="No events in this period">
      {`Nothing was sent, opened or answered in ${formatRange(range)}. Rows appear as soon as a workflow reports them.`}
    </EmptyState>
  )
}
