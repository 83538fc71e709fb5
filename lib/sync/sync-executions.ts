import { bulkhead } from 'cockatiel'
import { sql } from 'kysely'
import { asPlatform } from '@/lib/db/principals'
import { openEngine } from '@/lib/engines/open'
import type { EngineExecution, ExecutionStatus, WorkflowEngine } from '@/lib/engines/port'
import { runtime } from '@/lib/runtime'
import { publish } from '@/lib/stream/publish'

/** Engines prune their own records after 14 days or 10,000 runs, so they are copied here before they vanish. */
const PAGE = 250
const MOST_PAGES = 40
const ENGINES_AT_ONCE = 20
const BACKFILLS_AT_ONCE = 20

const STATUS: Record<ExecutionStatus, string> = {
  success: 'succeeded',
  error: 'failed',
  crashed: 'failed',
  canceled: 'cancelled',
  new: 'running',
  running: 'running',
  waiting: 'running',
  unknown: 'unknown',
}
const isOver = (execution: EngineExecution) => ['succeeded', 'failed', 'cancelled'].includes(STATUS[execution.status])

type Link = { id: string; workspace_id: string; campaign_id: string; n8n_workflow_id: string; execution_cursor: number }
type Engine = { id: string; execution_cursor: number }

type Scope = { signal?: AbortSignal; engineId?: string }

/** Copies what ran since the last look, of one engine or of all with linked campaigns. Returns how many rows were written. */
export async function syncExecutions({ signal, engineId }: Scope = {}): Promise<number> {
  const cut = signal && { signal }
  const engines = await asPlatform('executions to mirror')((trx) =>
    trx
      .selectFrom('platform.engines as e')
      .select(['e.id', 'e.execution_cursor'])
      .where('e.status', 'in', ['ok', 'degraded'])
      .$if(engineId !== undefined, (query) => query.where('e.id', '=', engineId ?? ''))
      .where(({ exists, selectFrom }) =>
        exists(
          selectFrom('platform.engine_workflows as w')
            .select('w.id')
            .whereRef('w.engine_id', '=', 'e.id')
            .where('w.campaign_id', 'is not', null),
        ),
      )
      .execute(),
  )
  const lane = bulkhead(ENGINES_AT_ONCE, Number.POSITIVE_INFINITY)
  const written = await Promise.all(
    engines.map((engine) =>
      // One engine that cannot be opened must not cost the others their look; the next one tries it again.
      lane
        .execute(() => syncEngineExecutions(engine, cut))
        .catch((error: Error) => {
          runtime().log.error({ err: error, engine_id: engine.id }, 'sync_executions_failed')
          return 0
        }),
    ),
  )
  return written.reduce((sum, one) => sum + one, 0)
}

async function syncEngineExecutions(engine: Engine, cut?: { signal: AbortSignal }): Promise<number> {
  const client = await openEngine(engine.id)
  const links = await readLinks(engine.id)
  const fresh = await fetchSince(client, { untilId: engine.execution_cursor }, cut)
  if (!fresh) return 0
  let written = await mirror(links, fresh)
  const isFirstLook = engine.execution_cursor === 0
  if (isFirstLook) await markBackfilled(links)
  // A workflow linked later than the engine's cursor brings its earlier runs along, once; a few at a time.
  const late = isFirstLook ? [] : links.filter((link) => link.execution_cursor === 0).slice(0, BACKFILLS_AT_ONCE)
  for (const link of late) {
    const earlier = await fetchSince(client, { workflowId: link.n8n_workflow_id, untilId: 0 }, cut)
    if (!earlier) break
    written += await mirror([link], earlier)
    await markBackfilled([link])
  }
  await moveCursor(engine, fresh)
  return written
}

const readLinks = async (engineId: string): Promise<Link[]> => {
  const { rows } = await asPlatform('executions to mirror')((trx) =>
    sql<Link>`select id, workspace_id, campaign_id, n8n_workflow_id, execution_cursor from platform.engine_workflows
      where engine_id = ${engineId}::uuid and campaign_id is not null order by id`.execute(trx),
  )
  return rows
}

type Since = { workflowId?: string; untilId: number }

/** Newest first down to the known id, plus what runs now. Null when the engine did not answer: the next look repeats. */
async function fetchSince(
  client: WorkflowEngine,
  since: Since,
  cut?: { signal: AbortSignal },
): Promise<EngineExecution[] | null> {
  const found: EngineExecution[] = []
  let cursor: string | null = null
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const result: Awaited<ReturnType<WorkflowEngine['executions']>> = await client.executions(
      {
        limit: PAGE,
        untilId: String(since.untilId),
        includeRunning: page === 0,
        ...(since.workflowId && { workflowId: since.workflowId }),
        ...(cursor && { cursor }),
      },
      { priority: 'sync', budgetMs: 30_000, ...cut },
    )
    if (!result.ok) return null
    found.push(...result.data.executions)
    cursor = result.data.nextCursor
    if (!cursor) break
  }
  return found
}

/** One upsert per link: new runs are inserted, open ones end. The counters follow by trigger, so repeats change nothing. */
async function mirror(links: Link[], executions: EngineExecution[]): Promise<number> {
  let written = 0
  for (const link of links) {
    const own = executions.filter((execution) => execution.workflowId === link.n8n_workflow_id)
    if (own.length === 0) continue
    written += await asPlatform('executions mirror')(async (trx) => {
      const rows = own.map((execution) => ({
        n8n_execution_id: execution.id,
        status: STATUS[execution.status],
        started_at: execution.startedAt,
        finished_at: execution.stoppedAt,
      }))
      const { numAffectedRows } = await sql`
        insert into campaign_executions as e (workspace_id, campaign_id, engine_workflow_id, kind, status, n8n_execution_id,
          idempotency_key, started_at, finished_at, created_at)
        select ${link.workspace_id}::uuid, ${link.campaign_id}::uuid, ${link.id}::uuid, 'workflow', r.status, r.n8n_execution_id,
          'n8n:' || ${link.id} || ':' || r.n8n_execution_id, r.started_at, r.finished_at, coalesce(r.started_at, now())
        from jsonb_to_recordset(${rows}::jsonb) as r(n8n_execution_id text, status text, started_at timestamptz, finished_at timestamptz)
        on conflict (workspace_id, engine_workflow_id, n8n_execution_id) do update
          set status = excluded.status, finished_at = excluded.finished_at
          where e.status in ('pending', 'running', 'unknown') and e.status <> excluded.status`.execute(trx)
      return Number(numAffectedRows ?? 0)
    })
    publish(link.workspace_id, { type: 'execution.changed', id: link.campaign_id, version: 0 })
  }
  return written
}

/** `execution_cursor` of a link only says whether its earlier runs were fetched. */
const markBackfilled = (links: Link[]) =>
  asPlatform('executions mirror')((trx) =>
    sql`update platform.engine_workflows set execution_cursor = 1
      where id = any(${links.map((link) => link.id)}::uuid[]) and execution_cursor = 0`.execute(trx),
  )

/** Up to just below the oldest run that is still open, so that its end is seen too. */
async function moveCursor(engine: Engine, executions: EngineExecution[]): Promise<void> {
  const open = executions.filter((execution) => !isOver(execution)).map((execution) => Number(execution.id))
  const highest = executions.reduce((top, execution) => Math.max(top, Number(execution.id)), engine.execution_cursor)
  const next = Math.min(highest, ...open.map((id) => id - 1))
  if (next <= engine.execution_cursor) return
  await asPlatform('executions mirror')((trx) =>
    trx.updateTable('platform.engines').set({ execution_cursor: next }).where('id', '=', engine.id).execute(),
  )
}
