import type { AppError } from '@/lib/api/errors'
import { asPlatform } from '@/lib/db/principals'
import type { N8nCaller } from './verify-n8n'

const MOST_CHARACTERS = 65_536

/** Keeps a signed delivery that could not be applied, with the reason, so that it can be looked at and replayed. */
export async function parkDelivery(job: string, caller: N8nCaller, raw: Buffer, reason: AppError): Promise<void> {
  await asPlatform('signed delivery that could not be applied')((trx) =>
    trx
      .insertInto('platform.dead_letters')
      .values({
        workspace_id: caller.workspaceId,
        source: 'webhook_in',
        job,
        payload: {
          key_id: caller.keyId,
          engine_id: caller.engineId,
          body: raw.toString('utf8').replaceAll('\0', '').slice(0, MOST_CHARACTERS),
        },
        error: `${reason.code}: ${reason.message}`,
      })
      .execute(),
  )
}
