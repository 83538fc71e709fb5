import { sql } from 'kysely'
import { asPlatform } from '@/lib/db/principals'
import { createTestWorkspace, type TestWorkspace } from '../../helpers/workspace'

/** A fresh tenant whose days are those of `zone`. */
export async function createWorkspaceIn(zone: string): Promise<TestWorkspace> {
  const workspace = await createTestWorkspace()
  await asPlatform('test zone')((trx) =>
    trx.updateTable('workspaces').set({ timezone: zone }).where('id', '=', workspace.id).execute(),
  )
  return workspace
}

export async function createCampaign(workspace: TestWorkspace, name: string): Promise<string> {
  const { id } = await asPlatform('test campaign')((trx) =>
    trx
      .insertInto('campaigns')
      .values({ workspace_id: workspace.id, name, created_by: workspace.users.owner })
      .returning('id')
      .executeTakeFirstOrThrow(),
  )
  return id
}

export async function createSender(workspace: TestWorkspace, email: string, provider: string | null): Promise<string> {
  const { id } = await asPlatform('test sender')((trx) =>
    trx
      .insertInto('senders')
      .values({ workspace_id: workspace.id, email, provider })
      .returning('id')
      .executeTakeFirstOrThrow(),
  )
  return id
}

export type Fact = {
  type: string
  at: string
  campaign?: string | null
  sender?: string | null
  contact?: string | null
  step?: number | null
  first?: boolean
  actor?: 'human' | 'machine'
  tracking?: 'all' | 'clicks' | 'none'
  bounce?: 'hard' | 'soft'
  reply?: string
  sandbox?: boolean
}

/** Rows as recording leaves them; `at` is an instant, or local time of the workspace when it has no offset. */
export async function insertEvents(workspace: TestWorkspace, facts: Fact[]): Promise<void> {
  for (let from = 0; from < facts.length; from += 1000) {
    await asPlatform('test events')((trx) =>
      sql`insert into email_events (workspace_id, event_type, occurred_at, stat_day, campaign_id, sender_id, contact_id,
          step_number, is_first, actor_class, tracking, bounce_type, reply_class, sandbox_mode, dedupe_key)
        select w.id, f.type, i.at, (i.at at time zone w.timezone)::date, f.campaign, f.sender, f.contact, f.step,
          coalesce(f.first, false), coalesce(f.actor, 'human'), f.tracking, f.bounce, f.reply, coalesce(f.sandbox, false),
          decode(md5(gen_random_uuid()::text), 'hex')
        from json_to_recordset(${facts.slice(from, from + 1000)}::json) f(type text, at text, campaign uuid,
          sender uuid, contact uuid, step smallint, first bool, actor text, tracking text, bounce text, reply text, sandbox bool)
        join workspaces w on w.id = ${workspace.id}::uuid
        cross join lateral (select case when f.at ~ '(Z|[+-]\\d\\d:\\d\\d)$' then f.at::timestamptz
          else f.at::timestamp at time zone w.timezone end as at) i`.execute(trx),
    )
  }
}

export type Spending = {
  at: string
  micros: number
  campaign?: string
  provider?: string
  model?: string
  purpose?: string
  sandbox?: boolean
  estimate?: boolean
  managedPrice?: number
}

export async function insertCosts(workspace: TestWorkspace, costs: Spending[]): Promise<void> {
  await asPlatform('test costs')((trx) =>
    sql`insert into cost_events (workspace_id, provider, model, purpose, cost_micros, price_micros, billing_class, campaign_id,
        idempotency_key, is_estimate, sandbox_mode, occurred_at, stat_day)
      select w.id, coalesce(f.provider, 'openai'), coalesce(f.model, 'small'), coalesce(f.purpose, 'email_generation'), f.micros,
        coalesce(f."managedPrice", 0), case when f."managedPrice" is null then 'byo' else 'managed' end, f.campaign,
        gen_random_uuid()::text, coalesce(f.estimate, false), coalesce(f.sandbox, false), i.at, (i.at at time zone w.timezone)::date
      from json_to_recordset(${costs}::json) f(at text, micros bigint, campaign uuid, provider text, model text,
        purpose text, sandbox bool, estimate bool, "managedPrice" bigint)
      join workspaces w on w.id = ${workspace.id}::uuid
      cross join lateral (select case when f.at ~ '(Z|[+-]\\d\\d:\\d\\d)$' then f.at::timestamptz
        else f.at::timestamp at time zone w.timezone end as at) i`.execute(trx),
  )
}
