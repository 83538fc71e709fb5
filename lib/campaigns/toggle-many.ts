import { randomUUID } from 'node:crypto'
import { bulkhead } from 'cockatiel'
import { AppError } from '@/lib/api/errors'
import { authorize, type Ctx } from '@/lib/auth/context'
import { ringOutbox } from '@/lib/jobs/enqueue'
import { setIntent } from './intent'
import type { BatchToggleInput, BatchToggleResult } from './schemas/campaign'
import { applyIntent } from './toggle'

type Item = BatchToggleResult['results'][number]
type Committed = { item: Item; run: (budgetMs: number) => Promise<Item> }

const AT_ONCE = 5
const BUDGET_MS = 5_000
const MOST = 500

/**
 * Switches up to 500 campaigns, each on its own: all intents commit first, so that a pause holds for all of them at
 * once; then the engines are asked, 5 at a time, for 5 s in all. What is left is `pending`; the worker finishes it.
 */
export async function toggleMany(
  ctx: Ctx,
  input: BatchToggleInput & { idempotencyKey: string },
): Promise<BatchToggleResult> {
  authorize(ctx, 'campaigns.toggle')
  const ids = input.ids ? [...new Set(input.ids)] : await allIds(ctx, input)
  const batchId = randomUUID()
  const lane = bulkhead(AT_ONCE, MOST)
  const committed = await Promise.all(ids.map((id) => lane.execute(() => commit(ctx, id, batchId, input))))
  ringOutbox()
  const deadline = performance.now() + BUDGET_MS
  const results = await Promise.all(
    committed.map(({ item, run }) =>
      lane.execute(() => {
        const left = Math.round(deadline - performance.now())
        return item.status === 'pending' && left > 100 ? run(left) : item
      }),
    ),
  )
  return { results, batch_id: batchId }
}

async function allIds(ctx: Ctx, input: BatchToggleInput): Promise<string[]> {
  const turnOn = input.action === 'activate' || input.action === 'resume'
  const rows = await ctx.db((trx) =>
    trx
      .selectFrom('campaigns')
      .select('id')
      .where('workspace_id', '=', ctx.workspaceId)
      .where('deleted_at', 'is', null)
      .where('status', 'in', turnOn ? ['draft', 'paused', 'error'] : ['active', 'error'])
      .limit(MOST + 1)
      .execute(),
  )
  if (rows.length > MOST) throw new AppError('INVALID_INPUT', `At most ${MOST} campaigns can be switched at once.`)
  return rows.map((row) => row.id)
}

async function commit(
  ctx: Ctx,
  id: string,
  batchId: string,
  input: BatchToggleInput & { idempotencyKey: string },
): Promise<Committed> {
  const item = (status: Item['status'], rest: Partial<Item> = {}): Item => ({
    id,
    intent_id: null,
    code: null,
    message: null,
    ...rest,
    status,
  })
  const done = (settled: Item): Committed => ({ item: settled, run: () => Promise.resolve(settled) })
  try {
    const set = await setIntent(ctx, {
      campaignId: id,
      action: input.action,
      cause: 'batch',
      batchId,
      idempotencyKey: `${input.idempotencyKey}:${id}`,
      reason: input.reason,
    })
    if (set.noop) return done(item('noop'))
    if (set.status !== 'pending')
      return done(item(set.status === 'failed' ? 'error' : 'ok', { intent_id: set.intent_id }))
    const run = (budgetMs: number) =>
      applyIntent(ctx, id, set, budgetMs).then(
        () => item('ok', { intent_id: set.intent_id }),
        (error: unknown) => failedItem(item, error, set.intent_id),
      )
    return { item: item('pending', { intent_id: set.intent_id }), run }
  } catch (error) {
    return done(failedItem(item, error, null))
  }
}

function failedItem(
  item: (status: Item['status'], rest: Partial<Item>) => Item,
  error: unknown,
  intentId: string | null,
): Item {
  if (!(error instanceof AppError)) throw error
  const intent = error.details?.intent as { status?: string } | null | undefined
  const status = intent?.status === 'pending' ? 'pending' : 'error'
  return item(status, { intent_id: intentId, code: error.code, message: error.message })
}
