import { z } from 'zod'
import { AppError } from '@/lib/api/errors'
import { asPlatform } from '@/lib/db/principals'
import { receiveAgain } from './n8n-doors'
import { LETTER_PREFIX } from './park'

const Kept = z.object({
  key_id: z.string(),
  engine_id: z.string().nullable(),
  is_legacy: z.boolean().default(false),
  preset: z.string().optional(),
  body: z.string(),
})

/**
 * Applies a kept delivery through the door it came by. It ends as replayed, or rests again with the new reason. What it
 * did before it was kept is recognised by each item's own key. Throws DATABASE_UNAVAILABLE when nothing was tried.
 */
export async function replayDelivery(letterId: string, requestId: string): Promise<void> {
  const letter = await asPlatform('replay of a delivery')((trx) =>
    trx
      .selectFrom('platform.dead_letters')
      .select(['workspace_id', 'job', 'payload', 'attempts'])
      .where('id', '=', letterId)
      .where('status', '=', 'retrying')
      .executeTakeFirst(),
  )
  if (!letter) return
  const finish = (change: { status: 'replayed' | 'parked'; error?: string }) =>
    asPlatform('replay of a delivery')((trx) =>
      trx
        .updateTable('platform.dead_letters')
        .set({ ...change, attempts: letter.attempts + 1 })
        .where('id', '=', letterId)
        .execute(),
    )
  try {
    const { key_id, engine_id, is_legacy, preset, body } = Kept.parse(letter.payload)
    await receiveAgain(
      {
        caller: { keyId: key_id, workspaceId: letter.workspace_id, engineId: engine_id, legacy: is_legacy },
        door: letter.job.slice(LETTER_PREFIX.length),
        id: `replay-${letterId}-${letter.attempts}`,
        requestId,
        ...(preset && { preset }),
        isKept: true,
      },
      Buffer.from(body),
    )
    await finish({ status: 'replayed' })
  } catch (error) {
    if (error instanceof AppError && error.code === 'DATABASE_UNAVAILABLE') throw error
    const reason = error instanceof AppError ? `${error.code}: ${error.message}` : 'INTERNAL_SERVER_ERROR'
    await finish({ status: 'parked', error: reason })
  }
}
