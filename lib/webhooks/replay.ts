import { z } from 'zod'
import { AppError } from '@/lib/api/errors'
import { asPlatform } from '@/lib/db/principals'
import { nextTryAt } from './ladder'
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
 * Applies a kept delivery through the door it came by. It ends as replayed, or rests again with the new reason: until its
 * next try if it is one that is tried by itself, else for good. What it did before is recognised by each item's own key.
 * False when it rests. Throws DATABASE_UNAVAILABLE when nothing was tried.
 */
export async function replayDelivery(letterId: string, requestId: string): Promise<boolean> {
  const letter = await asPlatform('replay of a delivery')((trx) =>
    trx
      .selectFrom('platform.dead_letters')
      .select(['workspace_id', 'job', 'payload', 'attempts', 'created_at', 'next_retry_at'])
      .where('id', '=', letterId)
      .where('status', '=', 'retrying')
      .executeTakeFirst(),
  )
  if (!letter) return false
  const attempts = letter.attempts + 1
  const finish = (change: { status: 'replayed' | 'parked'; error?: string; next_retry_at: string | null }) =>
    asPlatform('replay of a delivery')((trx) =>
      trx
        .updateTable('platform.dead_letters')
        .set({ ...change, attempts })
        .where('id', '=', letterId)
        .execute(),
    )
  try {
    const { key_id, engine_id, is_legacy, preset, body } = Kept.parse(letter.payload)
    await receiveAgain(
      {
        caller: { keyId: key_id, workspaceId: letter.workspace_id, engineId: engine_id, legacy: is_legacy },
        door: letter.job.slice(LETTER_PREFIX.length),
        // A try of its own, but the same items: one that names no key of its own is known by its place in the letter.
        id: `replay-${letterId}-${letter.attempts}`,
        origin: `letter-${letterId}`,
        receivedAt: Date.parse(letter.created_at),
        requestId,
        ...(preset && { preset }),
        isKept: true,
      },
      Buffer.from(body),
    )
    await finish({ status: 'replayed', next_retry_at: null })
    return true
  } catch (error) {
    if (error instanceof AppError && error.code === 'DATABASE_UNAVAILABLE') throw error
    const reason = error instanceof AppError ? `${error.code}: ${error.message}` : 'INTERNAL_SERVER_ERROR'
    const next_retry_at = letter.next_retry_at === null ? null : nextTryAt(attempts + 1)
    await finish({ status: 'parked', error: reason, next_retry_at })
    return false
  }
}
