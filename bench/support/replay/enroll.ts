import { createHmac } from 'node:crypto'
import type { Sql } from 'postgres'
import { createVault } from '@/lib/credentials/vault'
import type { StackState } from '@/local/state'
import type { Door } from '../ingest/door'
import type { History } from './history'

/** Every other person of a history is enrolled, so that events meet both. */
export const isEnrolled = (contact: string): boolean => Number(/\d+/.exec(contact)?.[0]) % 2 === 0

/** Enrolls them in their campaigns, before anything is heard of them. */
export async function enrollHalf(
  sql: Sql,
  state: StackState,
  { workspaceId }: Door,
  campaigns: string[],
  { events }: History,
): Promise<void> {
  const key = createVault(JSON.parse(state.app_env.VAULT_KEYS ?? '{}')).addressKey(workspaceId)
  const mails = events.map(({ mail }) => mail).filter(({ contact }) => isEnrolled(contact))
  const people = [...new Set(mails.map(({ contact }) => contact))]
  const hashes = people.map((contact) => createHmac('sha256', key).update(contact).digest('hex'))
  await sql`insert into contacts (workspace_id, email, email_hash)
    select ${workspaceId}, email, decode(hash, 'hex') from unnest(${people}::text[], ${hashes}::text[]) p(email, hash)`
  const places = [...new Set(mails.map(({ contact, campaign }) => `${contact} ${campaigns[campaign] ?? ''}`))]
  await sql`insert into enrollments (workspace_id, campaign_id, contact_id)
    select ${workspaceId}, split_part(place, ' ', 2)::uuid, c.id from unnest(${places}::text[]) place
    join contacts c on c.workspace_id = ${workspaceId} and c.email = split_part(place, ' ', 1)`
}
