import { sql } from 'kysely'
import type { Tx } from '@/lib/db/principals'
import type { Change } from '@/lib/stream/schemas'
import type { Notification } from './schemas'

export type Notice = Pick<Notification, 'kind' | 'category' | 'title' | 'body'> & {
  severity?: Notification['severity']
  /** A path of ours. */
  link?: string
  /** Whom it concerns; everybody of the workspace when absent. */
  userId?: string
  subject?: { type: string; id: string }
  /** Notices of one key are one: its count rises, its text is replaced, and it is unread again. */
  dedupeKey?: string
  /** How many happenings it stands for; 1 when absent. */
  times?: number
}

/**
 * Tells the people of a workspace something, inside the caller's transaction (as `workspace_agent` or `service_role`).
 * Title and body are cut to 140 and 1,000 characters. Returns what the caller publishes once it has committed.
 */
export async function notify(trx: Tx, workspaceId: string, notice: Notice): Promise<Omit<Change, 'at'>> {
  const { userId: user_id, dedupeKey: dedupe_key, subject, times = 1, ...said } = notice
  const row = { ...said, user_id, dedupe_key, subject_type: subject?.type, subject_id: subject?.id }
  const { rows } = await sql<{ id: string }>`select private.notify(${workspaceId}::uuid, ${row}::jsonb, ${times}::int)
    as id`.execute(trx)
  return { type: 'notification.created', id: rows[0]?.id ?? '', version: Date.now() }
}
