import type { EngineCall, EngineExecution, EngineResult, ExecutionPage, ExecutionsQuery } from '@/lib/engines/port'
import { type Calls, READ_MS, WRITE_MS } from './calls'
import { fail } from './errors'
import { ExecutionsPage, Stopped } from './shapes'
import { countdown } from './time'

const PAGE = 250
const EXECUTIONS_BUDGET_MS = 65_000

/** Executions, newest first. n8n leaves running ones out of the list unless they are asked for by status. */
export function createExecutions(calls: Calls) {
  const readPage = (query: ExecutionsQuery, limit: number, cursor: string | undefined, call: EngineCall) => {
    const search = new URLSearchParams({ limit: String(limit) })
    if (query.workflowId) search.set('workflowId', query.workflowId)
    if (query.status) search.set('status', query.status)
    if (cursor) search.set('cursor', cursor)
    return calls.request(
      {
        method: 'GET',
        path: `/executions?${search}`,
        endpoint: '/executions',
        schema: ExecutionsPage,
        timeoutMs: READ_MS,
        repeatable: true,
      },
      call,
    )
  }

  async function executions(query: ExecutionsQuery, call: EngineCall = {}): Promise<EngineResult<ExecutionPage>> {
    const remaining = countdown({ priority: 'sync', ...call }, EXECUTIONS_BUDGET_MS)
    const limit = query.limit ?? PAGE
    const known = query.untilId === undefined ? null : BigInt(query.untilId)
    const byId = new Map<string, EngineExecution>()
    if (query.includeRunning && query.status === undefined) {
      const running = await readPage({ ...query, status: 'running' }, PAGE, undefined, remaining())
      if (!running.ok) return running
      for (const row of running.data.data) byId.set(row.id, row)
    }
    let cursor = query.cursor
    for (let count = 0; count < limit; ) {
      const page = await readPage(query, Math.min(PAGE, limit - count), cursor, remaining())
      if (!page.ok) return page
      const rows = page.data.data
      const unknown = known === null ? rows : rows.filter(({ id }) => BigInt(id) > known)
      for (const row of unknown) byId.set(row.id, row)
      count += rows.length
      cursor = unknown.length < rows.length ? undefined : (page.data.nextCursor ?? undefined)
      if (!cursor || rows.length === 0) break
    }
    return { ok: true, data: { executions: newestFirst([...byId.values()]), nextCursor: cursor ?? null } }
  }

  async function stop(executionId: string, call: EngineCall = {}): Promise<EngineResult<{ id: string }>> {
    const stopped = await calls.request(
      {
        method: 'POST',
        path: `/executions/${encodeURIComponent(executionId)}/stop`,
        endpoint: '/executions/{id}/stop',
        schema: Stopped,
        timeoutMs: WRITE_MS,
        repeatable: false,
      },
      { budgetMs: WRITE_MS, ...call },
    )
    if (stopped.ok) return { ok: true, data: { id: executionId } }
    const isUnknownRoute = stopped.error.kind === 'contract' && stopped.error.status === 404
    if (!isUnknownRoute) return stopped
    return fail({ kind: 'refused', status: 404, message: 'This version of n8n cannot stop executions over its API' })
  }

  return { executions, stop }
}

function newestFirst(rows: EngineExecution[]): EngineExecution[] {
  return rows.sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? 1 : -1))
}
