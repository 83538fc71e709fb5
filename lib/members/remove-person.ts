import { sql } from 'kysely'
import type { Tx } from '@/lib/db/principals'

/**
 * Ends a deleted person's memberships and marks them gone, so that late news cannot bring them back. Where they are the last
 * owner they stay one: a workspace is never without.
 */
export async function removePerson(trx: Tx, userId: string, requestId: string): Promise<void> {
  const deleted_at = new Date().toISOString()
  await trx
    .insertInto('user_settings')
    .values({ user_id: userId, deleted_at })
    .onConflict((conflict) =>
      conflict.column('user_id').doUpdateSet({ deleted_at, email: null, name: null, avatar_url: null }),
    )
    .execute()
  // Two owners leaving at once must not each count on the other.
  await trx
    .selectFrom('workspaces')
    .select('id')
    .where('id', 'in', (eb) => eb.selectFrom('workspace_members').select('workspace_id').where('user_id', '=', userId))
    .orderBy('id')
    .forUpdate()
    .execute()
  const left = await sql<{ workspace_id: string; role: string }>`
    delete from workspace_members m
    where m.user_id = ${userId} and (m.role <> 'owner' or exists (
      select from workspace_members other
      where other.workspace_id = m.workspace_id and other.role = 'owner' and other.user_id <> m.user_id))
    returning m.workspace_id, m.role`.execute(trx)
  await sql`update workspaces w set owner_id = heir.user_id
    from (select distinct on (workspace_id) workspace_id, user_id from workspace_members
      where role = 'owner' and user_id <> ${userId} order by workspace_id, joined_at) heir
    where w.owner_id = ${userId} and heir.workspace_id = w.id`.execute(trx)
  const context = { actor: { type: 'webhook', id: 'clerk' }, request_id: requestId }
  for (const { workspace_id, role } of left.rows) {
    await sql`select private.audit(${workspace_id}::uuid, 'member.removed', 'member', ${userId}, ${{ role }}::jsonb, null,
      ${{ cause: 'account deleted' }}::jsonb, ${context}::jsonb)`.execute(trx)
  }
}
