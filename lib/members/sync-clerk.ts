import { sql } from 'kysely'
import { z } from 'zod'
import { parseInput } from '@/lib/api/request'
import { forgetClerkProfile } from '@/lib/auth/clerk/read'
import { forgetMemberships } from '@/lib/auth/membership'
import { asPlatform, type Tx } from '@/lib/db/principals'
import { createPersonalWorkspace } from '@/lib/workspaces/create-personal'
import { type ClerkEvent, ClerkUser, DeletedClerkUser } from './clerk-events'
import { removePerson } from './remove-person'

type Delivery = { deliveryId: string; requestId: string }
export const ClerkOutcome = z.object({ handled: z.boolean(), duplicate: z.boolean().optional() })
export type ClerkOutcome = z.infer<typeof ClerkOutcome>

/**
 * Applies one verified event of Clerk's to our people, once, however often and in whatever order it comes. Unknown types are
 * not ours to handle. Throws INVALID_INPUT when a known type has another shape.
 */
export async function syncClerk(event: ClerkEvent, delivery: Delivery): Promise<ClerkOutcome> {
  switch (event.type) {
    case 'user.created':
    case 'user.updated': {
      const user = parseInput(event.data, ClerkUser)
      const outcome = await once(delivery, (trx) => keepPerson(trx, user, event.type === 'user.created', delivery))
      forgetClerkProfile(user.userId)
      return outcome
    }
    case 'user.deleted': {
      const { id } = parseInput(event.data, DeletedClerkUser)
      const outcome = await once(delivery, (trx) => removePerson(trx, id, delivery.requestId))
      forgetClerkProfile(id)
      forgetMemberships(id)
      return outcome
    }
    default:
      return { handled: false }
  }
}

/** The claim and its effect commit together: a failed effect may be delivered again. */
function once({ deliveryId }: Delivery, effect: (trx: Tx) => Promise<void>): Promise<ClerkOutcome> {
  return asPlatform('clerk user sync')(async (trx) => {
    const claim = await sql<{
      fresh: boolean
    }>`select private.claim_inbound('clerk', ${deliveryId}, null) as fresh`.execute(trx)
    if (!claim.rows[0]?.fresh) return { handled: true, duplicate: true }
    await effect(trx)
    return { handled: true }
  })
}

async function keepPerson(trx: Tx, user: ClerkUser, isNew: boolean, { requestId }: Delivery): Promise<void> {
  const { userId: user_id, email, name, avatarUrl: avatar_url, updatedAt: provider_updated_at } = user
  // Locks the person's row even when older news changes nothing: two deliveries about one person take turns.
  const newest = await trx
    .insertInto('user_settings')
    .values({ user_id, email, name, avatar_url, provider_updated_at })
    .onConflict((conflict) =>
      conflict
        .column('user_id')
        .doUpdateSet({ email, name, avatar_url, provider_updated_at })
        .where('user_settings.deleted_at', 'is', null)
        .where((eb) =>
          eb.or([
            eb('user_settings.provider_updated_at', 'is', null),
            eb('user_settings.provider_updated_at', '<=', provider_updated_at),
          ]),
        ),
    )
    .returning('user_id')
    .executeTakeFirst()
  if (newest) await trx.updateTable('workspace_members').set({ email, name }).where('user_id', '=', user_id).execute()
  if (isNew) await createPersonalWorkspace(trx, { userId: user_id, email, name }, requestId)
}
