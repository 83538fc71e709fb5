import { useEffect, useRef, useState } from 'react'
import { FetchError, requestPage } from '@/lib/api/fetcher'
import type { MailEvent } from '@/lib/events/schemas'
import { csvName, csvOf, saveCsv } from '@/lib/ui/csv'
import { eventsTable } from '@/lib/ui/event-csv'
import { formatCount, plural } from '@/lib/ui/time'
import { notify, notifyError, notifyWarning, reasonOf } from '@/lib/ui/toast'
import { type EventFilters, eventsKey } from './keys'
import { useWorkspace } from './use-workspace'

const PAGE = 200
const MOST_ROWS = 50_000
/** The first pages go at full speed; a long export leaves most of the workspace's requests to its people. */
const FAST_PAGES = 20
const CALM_MS = 1_000

export type ExportState = { rows: number; waiting: boolean } | null

/** Pages through everything that matches and saves it as CSV. Null while no export runs. */
export function useEventsExport(filters: EventFilters & { start: string; end: string }) {
  const { workspace } = useWorkspace()
  const [state, setState] = useState<ExportState>(null)
  const running = useRef<AbortController | null>(null)
  useEffect(() => () => running.current?.abort(), [])

  const start = async () => {
    const stop = new AbortController()
    running.current = stop
    setState({ rows: 0, waiting: false })
    try {
      const address = (cursor?: string) => eventsKey(workspace.id, filters, { limit: PAGE, cursor })
      const { events, isCut } = await readAll(address, stop.signal, setState)
      saveCsv(csvName('events', workspace.slug, filters), await csvOf(eventsTable(events, workspace.timezone)))
      if (isCut)
        notifyWarning(`Exported the newest ${formatCount(MOST_ROWS)} events`, {
          description: 'There are more. Choose a shorter period or a filter for the rest.',
        })
      else notify(`Exported ${plural(events.length, 'event')}`)
    } catch (error) {
      if (!stop.signal.aborted) notifyError('The export stopped', { description: reasonOf(error) })
    } finally {
      if (running.current === stop) running.current = null
      if (!running.current) setState(null)
    }
  }
  return {
    state,
    start: () => void start(),
    cancel: () => {
      running.current?.abort()
      running.current = null
      setState(null)
    },
  }
}

async function readAll(
  address: (cursor?: string) => string,
  signal: AbortSignal,
  tell: (state: ExportState) => void,
): Promise<{ events: MailEvent[]; isCut: boolean }> {
  const events: MailEvent[] = []
  let cursor: string | undefined
  let pages = 0
  do {
    if (pages >= FAST_PAGES) await pause(CALM_MS, signal)
    const page = await readPage(address(cursor), signal, () => tell({ rows: events.length, waiting: true }))
    events.push(...page.items)
    cursor = page.meta.next_cursor ?? undefined
    pages += 1
    tell({ rows: events.length, waiting: false })
  } while (cursor && events.length < MOST_ROWS)
  return { events: events.slice(0, MOST_ROWS), isCut: cursor !== undefined }
}

/** Too many requests is no failure: the server says how long to wait. */
async function readPage(url: string, signal: AbortSignal, onWait: () => void) {
  for (;;) {
    signal.throwIfAborted()
    try {
      const page = await requestPage<MailEvent>(url)
      signal.throwIfAborted()
      return page
    } catch (error) {
      if (!(error instanceof FetchError) || error.status !== 429) throw error
      onWait()
      await pause((error.retryAfterSeconds ?? 5) * 1000, signal)
    }
  }
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(signal.reason)
    })
  })
