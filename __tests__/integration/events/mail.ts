import { createHash, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import postgres, { type Sql } from 'postgres'
import { asPlatform, asWorkspace, type Tx } from '@/lib/db/principals'
import { type BatchEvent, toBatch } from '@/lib/events/batch'
import { readState } from '@/local/state'
import type { Stores } from '../../helpers/quiet-database'
import type { TestWorkspace } from '../../helpers/workspace'

/** The same database as its owner: to set the stage with what no door of the product lets in. */
export const connectOwner = ({ databaseUrl }: Stores): Sql =>
  postgres(Object.assign(new URL(readState().postgres_url), { pathname: new URL(databaseUrl).pathname }).href, {
    ...{ max: 2, onnotice: () => undefined },
  })

/** An event as the door of the database takes it; what is not said is as ordinary as it gets. */
export type MailInput = {
  type: string
  contact: string
  at: Date
  key?: string
  campaign?: string | undefined
  step?: number | undefined
  message?: string | undefined
  sender?: string
  actor?: 'human' | 'machine' | 'unknown'
  reply?: string
  bounce?: 'hard' | 'soft'
  sandbox?: boolean
}
export type Recorded = {
  accepted: number
  duplicates: number[]
  rejected: { i: number; code: string }[]
  notices: number
}

/** 32 hex digits: what tells this event from every other. */
export const keyOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32)
/** Stands in for the keyed hash of an address. */
export const hashOf = (email: string): string => createHash('sha256').update(email).digest('hex')

const toEvent = (mail: MailInput): BatchEvent => ({
  row: {
    ...{ event_type: mail.type, email: mail.contact, email_hash: hashOf(mail.contact) },
    ...{ campaign_id: mail.campaign, step_number: mail.step, message_id: mail.message },
    ...{ sender_email: mail.sender, occurred_at: mail.at.toISOString() },
    ...{ reply_class: mail.reply, bounce_type: mail.bounce, sandbox_mode: mail.sandbox ?? false },
    dedupe_key: mail.key ?? keyOf(randomUUID()),
  },
  judgement: { actor_class: mail.actor ?? 'human', class_reason: null },
})

/** Records a batch the way every event comes in. */
export const recordMail = (workspaceId: string, mails: MailInput[]): Promise<Recorded> =>
  asWorkspace(workspaceId)((trx) => recordMailIn(trx, workspaceId, mails))

/** The same in a transaction that is under way. */
export async function recordMailIn(trx: Tx, workspaceId: string, mails: MailInput[]): Promise<Recorded> {
  const { rows } = await sql<{ answer: Recorded }>`select private.record_events(${workspaceId}::uuid, null,
    ${toBatch(mails.map(toEvent))}, '{"actor": {"type": "webhook", "id": "test"}}') as answer`.execute(trx)
  const [row] = rows
  if (!row) throw new Error('record_events did not answer')
  return row.answer
}

/** A campaign that no workflow belongs to: events need no more. */
export const createCampaign = async (workspace: TestWorkspace): Promise<string> =>
  asPlatform('test campaign')(async (trx) => {
    const { id } = await trx
      .insertInto('campaigns')
      .values({ workspace_id: workspace.id, name: `Campaign ${randomUUID()}`, created_by: workspace.users.owner })
      .returning('id')
      .executeTakeFirstOrThrow()
    return id
  })

export type Drift = { rollup: string; day: string; counted: number; rolled_up: number }

/** The days on which rollup and recount differ, over all time. */
export async function driftOf(workspaceId: string): Promise<Drift[]> {
  const { rows } = await asPlatform('test witness')((trx) =>
    sql<Drift>`select rollup, day::text, counted::float8, rolled_up::float8
        from private.stats_drift(${workspaceId}::uuid, current_date - 800, current_date + 2)
      union all select 'costs', day::text, counted::float8, rolled_up::float8
        from private.costs_drift(${workspaceId}::uuid, current_date - 800, current_date + 2)`.execute(trx),
  )
  return rows
}

export const readStats = async (workspaceId: string) =>
  asPlatform('test witness')((trx) =>
    trx.selectFrom('daily_stats').selectAll().where('workspace_id', '=', workspaceId).orderBy('day').execute(),
  )

export const readCampaignStats = async (workspaceId: string) =>
  asPlatform('test witness')((trx) =>
    trx.selectFrom('daily_campaign_stats').selectAll().where('workspace_id', '=', workspaceId).orderBy('day').execute(),
  )

export const readEvents = async (workspaceId: string) =>
  asPlatform('test witness')((trx) =>
    trx
      .selectFrom('email_events')
      .selectAll()
      .where('workspace_id', '=', workspaceId)
      .orderBy('occurred_at')
      .orderBy('id')
      .execute(),
  )

/** How many wait for somebody else's transaction to end. */
export const waiting = async (): Promise<number> =>
  asPlatform('test witness')(async (trx) => {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from pg_locks where not granted`.execute(trx)
    return rows[0]?.n ?? 0
  })
