import type { EngineCall, EngineResult, EngineWorkflow } from '@/lib/engines/port'
import { type Calls, READ_MS } from './calls'
import { contract } from './errors'
import { WorkflowPage } from './shapes'
import { countdown, type Remaining } from './time'

const MAX_ROWS = 50_000
const TOO_LARGE = 'UND_ERR_RES_EXCEEDED_MAX_SIZE'
const LIST_BUDGET_MS = 65_000

/** The whole list, kept for `keepMs`. Offset paging may show a row twice when others move, so ids are deduplicated. */
export function createWorkflowList(calls: Calls, now: () => number, keepMs: number) {
  let kept: { workflows: EngineWorkflow[]; at: number } | undefined
  let generation = 0

  async function list(call: EngineCall & { fresh?: boolean } = {}): Promise<EngineResult<EngineWorkflow[]>> {
    const { fresh, ...rest } = call
    if (kept && !fresh && now() - kept.at < keepMs) return { ok: true, data: kept.workflows }
    const startedIn = generation
    const at = now()
    const result = await readPages(calls, '', { priority: 'sync', ...rest })
    // A list that was under way while something changed may show the state before.
    if (result.ok && startedIn === generation) kept = { workflows: result.data, at }
    return result
  }

  function invalidate(): void {
    generation += 1
    kept = undefined
  }

  return { list, invalidate }
}

/** The living workflow of exactly this name, oldest first when there are several; null when there is none. */
export async function findByName(
  calls: Calls,
  name: string,
  call: EngineCall,
): Promise<EngineResult<EngineWorkflow | null>> {
  // n8n's filter is a LIKE: it finds too much, never too little.
  const found = await readPages(calls, `&name=${encodeURIComponent(name)}`, call)
  if (!found.ok) return found
  const same = found.data.filter((workflow) => workflow.name === name && !workflow.archived)
  same.sort((a, b) => a.createdAt.localeCompare(b.createdAt))
  return { ok: true, data: same[0] ?? null }
}

/** Rows carry whole workflows: a page that is too large is asked for again in smaller ones, from the start. */
async function readPages(calls: Calls, filter: string, call: EngineCall): Promise<EngineResult<EngineWorkflow[]>> {
  const remaining = countdown(call, LIST_BUDGET_MS)
  let result = await readPagesOf(250, calls, filter, remaining)
  for (const limit of [50, 10]) {
    if (result.ok || result.error.code !== TOO_LARGE) break
    result = await readPagesOf(limit, calls, filter, remaining)
  }
  return result
}

async function readPagesOf(
  limit: number,
  calls: Calls,
  filter: string,
  remaining: Remaining,
): Promise<EngineResult<EngineWorkflow[]>> {
  const byId = new Map<string, EngineWorkflow>()
  const seen = new Set<string>()
  let cursor: string | null = null
  for (let pages = 0; pages < MAX_ROWS / limit; pages += 1) {
    const path: string = `/workflows?limit=${limit}${filter}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`
    const page = await calls.request(
      { method: 'GET', path, endpoint: '/workflows', schema: WorkflowPage, timeoutMs: READ_MS, repeatable: true },
      remaining(),
    )
    if (!page.ok) return page
    for (const workflow of page.data.data) byId.set(workflow.id, workflow)
    cursor = page.data.nextCursor ?? null
    if (!cursor) return { ok: true, data: [...byId.values()] }
    if (seen.has(cursor)) break
    seen.add(cursor)
  }
  return contract('n8n keeps handing out further pages of the same list')
}
