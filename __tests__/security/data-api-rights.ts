import type { Client } from './data-api'

/** What the public Data API shows to whom, and how it is tried to be written: declared once, a row per table. */
export const WHO = ['owner', 'admin', 'member', 'viewer', 'stranger', 'nobody', 'anonymous'] as const
export type Who = (typeof WHO)[number]

/** What each persona reads of a table: the rows of Acme (`own`), their own row, or nothing. A table without a row here fails. */
type Reach = 'own' | 'self' | 'nothing'
const members: Record<Exclude<Who, 'stranger' | 'anonymous'>, Reach> = {
  ...{ owner: 'own', admin: 'own', member: 'own', viewer: 'own' },
  nobody: 'nothing',
}
export const READS: Record<string, typeof members> = {
  workspaces: members,
  workspace_members: members,
  campaigns: members,
  campaign_intents: members,
  campaign_executions: members,
  audit_log: { ...members, member: 'nothing', viewer: 'nothing' },
  user_settings: { owner: 'self', admin: 'self', member: 'self', viewer: 'self', nobody: 'nothing' },
}
const onlyOwner = { ...members, admin: 'nothing', member: 'nothing', viewer: 'nothing' } as const
for (const table of [
  ...[
    'contacts',
    'suppressions',
    'senders',
    'enrollments',
    'sends',
    'campaign_activity',
    'email_events',
    'email_drafts',
  ],
  ...['daily_stats', 'daily_campaign_stats', 'cost_events', 'daily_costs', 'notifications'],
])
  READS[table] = members
// The one reading that the tenant has is its owner's.
READS.notification_reads = onlyOwner
export const tables = Object.keys(READS)
/** Where a person may not read every column. */
export const COLUMNS: Record<string, string> = {
  cost_events: 'workspace_id, id, provider, charge_micros',
  daily_costs: 'workspace_id, day, provider, charge_micros',
}
export const columnsOf = (table: string): string => COLUMNS[table] ?? '*'
export const keyOf = (table: string) =>
  table === 'workspaces' ? 'id' : table === 'user_settings' ? 'user_id' : 'workspace_id'

export type Row = Record<string, unknown>
type Answer = { error: { code?: string } | null; data: unknown }
export const WRITES: Record<string, (client: Client, table: string, row: Row) => PromiseLike<Answer>> = {
  insert: (client, table, row) => client.from(table).insert({ ...row, id: undefined }),
  'insert of a new key': (client, table, row) =>
    client.from(table).insert({
      ...row,
      id: crypto.randomUUID(),
      user_id: row.user_id && crypto.randomUUID(),
      slug: row.slug && 'new-slug',
    }),
  update: (client, table, row) =>
    client.from(table).update({ created_at: row.created_at }).neq('created_at', '1970-01-01').select(),
  'update of a granted column': (client, table, row) =>
    client
      .from(table)
      .update({ [writable[table] ?? 'created_at']: row[writable[table] ?? 'created_at'] })
      .eq(keyOf(table), row[keyOf(table)])
      .select(),
  upsert: (client, table, row) => client.from(table).upsert(row).select(),
  delete: (client, table, row) => client.from(table).delete().eq(keyOf(table), row[keyOf(table)]).select(),
}
/** Columns that a signed-in person may change through the app. */
const writable: Record<string, string> = { campaigns: 'description', user_settings: 'theme' }
