import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '@/lib/db/principals'

type Person = { userId: string; email: string | null; name: string | null }

const ATTEMPTS = 5

/** A new person's own workspace, with them as owner; nothing when they were deleted or already belong somewhere. */
export async function createPersonalWorkspace(trx: Tx, person: Person, requestId: string): Promise<void> {
  const known = await trx
    .selectFrom('user_settings')
    .select((eb) => [
      'deleted_at',
      eb
        .exists(eb.selectFrom('workspace_members').select('user_id').where('user_id', '=', person.userId))
        .as('is_member'),
    ])
    .where('user_id', '=', person.userId)
    .executeTakeFirst()
  if (known?.deleted_at || known?.is_member) return
  const label = person.name ?? person.email?.split('@')[0] ?? 'My'
  const name = `${label.slice(0, 80)}’s workspace`
  const workspace = await insertWithFreeSlug(trx, { name, owner_id: person.userId }, slugOf(label))
  const { userId: user_id, email, name: memberName } = person
  await trx
    .insertInto('workspace_members')
    .values({ workspace_id: workspace.id, user_id, role: 'owner', email, name: memberName })
    .execute()
  const context = { actor: { type: 'webhook', id: 'clerk' }, request_id: requestId }
  await sql`select private.audit(${workspace.id}::uuid, 'workspace.created', 'workspace', ${workspace.id}, null,
    ${{ name, slug: workspace.slug }}::jsonb, '{}'::jsonb, ${context}::jsonb)`.execute(trx)
}

async function insertWithFreeSlug(trx: Tx, values: { name: string; owner_id: string }, wish: string) {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const slug = attempt === 0 ? wish : `${wish}-${randomBytes(4).toString('hex')}`
    const created = await trx
      .insertInto('workspaces')
      .values({ ...values, slug })
      .onConflict((conflict) => conflict.column('slug').doNothing())
      .returning(['id', 'slug'])
      .executeTakeFirst()
    if (created) return created
  }
  throw new Error(`No free slug like ${wish}`)
}

/** Letters, digits and single dashes of a name, 3 to 38 of them, so that a suffix still fits into 48. */
function slugOf(label: string): string {
  const plain = label
    .normalize('NFKD')
    .replace(/[^\x20-\x7e]/g, '')
    .toLowerCase()
  const slug = plain
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 38)
  return slug.length >= 3 ? slug : 'workspace'
}
