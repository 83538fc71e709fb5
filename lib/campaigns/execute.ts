import { sql } from 'kysely'
import { AppError } from '@/lib/api/errors'
import { auditContext, authorize, type Ctx } from '@/lib/auth/context'
import { retryTransaction } from '@/lib/db/retry'
import { ringOutbox } from '@/lib/jobs/enqueue'
import { publish } from '@/lib/stream/publish'
import type { ExecuteInput, ExecuteResult } from './schemas/execution'

/**
 * Starts one run: row, counter, audit and job in one REPEATABLE READ transaction, or nothing. The same key gives the
 * same row. Tried again on lock, serialization, deadlock and connection errors. Throws DUPLICATE_EXECUTION,
 * CAMPAIGN_NOT_LINKED, CAMPAIGN_NOT_FOUND, DATABASE_UNAVAILABLE.
 */
export async function executeCampaign(
  ctx: Ctx,
  input: ExecuteInput & { id: string; idempotencyKey: string },
): Promise<ExecuteResult> {
  authorize(ctx, 'campaigns.execute')
  const startedAt = performance.now()
  const { id, kind, idempotencyKey, ...rest } = input
  const key = `${ctx.actor.id}:${idempotencyKey}`.slice(0, 300)
  let attempts = 0
  const result = await retryTransaction(() => {
    attempts += 1
    return ctx.db(
      async (trx) => {
        const { rows } = await sql<{ result: ExecuteResult }>`select private.execute_campaign_atomically(
          ${ctx.workspaceId}::uuid, ${id}::uuid, ${kind}, ${key}, ${rest}::jsonb, ${auditContext(ctx)}::jsonb) as result`.execute(
          trx,
        )
        if (!rows[0]) throw new AppError('INTERNAL_SERVER_ERROR')
        return rows[0].result
      },
      { isolation: 'repeatable read' },
    )
  })
  ringOutbox()
  publish(ctx.workspaceId, { type: 'execution.changed', id, version: 0 })
  const durationMs = Math.round(performance.now() - startedAt)
  ctx.log.info(
    { operation: 'start', campaign_id: id, kind, duration_ms: durationMs, attempts, outcome: result.status },
    'campaign_execution',
  )
  return result
}
