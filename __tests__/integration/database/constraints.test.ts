import postgres, { type Sql, type TransactionSql } from 'postgres'
import type { Runtime } from '@/lib/runtime'
import { readState } from '@/local/state'
import { startTestRuntime } from '../../helpers/runtime'
import { createFullTenant, type Tenant } from '../../security/two-tenants'
import { createScratchDatabase } from './scratch'

/** What the database refuses of campaigns, intents and the audit log, even from its owner. */
let database: Awaited<ReturnType<typeof createScratchDatabase>>
let runtime: Runtime
let sql: Sql
let acme: Tenant
let globex: Tenant

beforeAll(async () => {
  database = await createScratchDatabase()
  await database.migrate()
  runtime = startTestRuntime({}, { databaseUrl: database.appUrl, redisUrl: readState().redis_url })
  ;[acme, globex] = [await createFullTenant(), await createFullTenant()]
  sql = postgres(database.ownerUrl, { max: 1, onnotice: () => {} })
}, 60_000)
afterAll(async () => {
  await sql.end()
  await runtime.close()
  await database.drop()
})

const long = (length: number) => `'${'x'.repeat(length)}'`
/** One value per constraint that breaks it and nothing else, as the `set` of an update of Acme's row. */
const BROKEN: Record<string, string> = {
  campaigns_daily_limit_check: 'daily_limit = 501',
  campaigns_description_check: `description = ${long(2_001)}`,
  campaigns_last_error_check: `last_error = ${long(501)}`,
  campaigns_n8n_status_check: `n8n_status = 'running'`,
  campaigns_n8n_workflow_id_check: `n8n_workflow_id = ${long(65)}`,
  campaigns_n8n_workflow_name_check: `n8n_workflow_name = ${long(301)}`,
  campaigns_name_check: `name = ''`,
  campaigns_paused_reason_check: `paused_reason = ${long(201)}`,
  campaigns_proof_check: `proof = '[]'`,
  campaigns_status_check: `status = 'running'`,
  campaigns_sync_error_check: `sync_error = ${long(501)}`,
  campaigns_sync_source_check: `sync_source = 'rumour'`,
  campaigns_tracking_check: `tracking = 'some'`,
  campaigns_engine_id_fkey: 'engine_id = gen_random_uuid()',
  campaign_intents_action_check: `action = 'start'`,
  campaign_intents_cause_check: `cause = 'whim'`,
  campaign_intents_error_message_check: `error_message = ${long(1_001)}`,
  campaign_intents_idempotency_key_check: `idempotency_key = ${long(301)}`,
  campaign_intents_reason_check: `reason = ${long(201)}`,
  campaign_intents_status_check: `status = 'maybe'`,
  campaign_intents_workspace_id_campaign_id_fkey: 'campaign_id = gen_random_uuid()',
}
/** Refused on insert: copies of Acme's row with these changes. */
const BROKEN_COPIES: Record<string, Record<string, unknown>> = {
  campaigns_pkey: { name: 'Another' },
  campaigns_name: { id: crypto.randomUUID(), name: 'TAKEN' },
  campaigns_workspace_id_fkey: { workspace_id: crypto.randomUUID() },
  campaign_intents_pkey: { intent_version: 99 },
  campaign_intents_workspace_id_campaign_id_intent_version_key: { id: crypto.randomUUID() },
  campaign_intents_key: { id: crypto.randomUUID(), intent_version: 99 },
  campaign_intents_workspace_id_fkey: { workspace_id: crypto.randomUUID(), id: crypto.randomUUID() },
}
const tableOf = (constraint: string): string =>
  constraint.startsWith('campaign_intents') ? 'campaign_intents' : 'campaigns'

class Undo extends Error {}
/** The constraint or code that refused the work; 'taken' when nothing did. Always undone. */
async function refusal(work: (trx: TransactionSql) => Promise<unknown>): Promise<string> {
  try {
    await sql.begin(async (trx) => {
      await work(trx)
      await trx`set constraints all immediate`
      throw new Undo()
    })
  } catch (error) {
    if (error instanceof Undo) return 'taken'
    if (!(error instanceof postgres.PostgresError)) throw error
    return error.constraint_name ?? error.code
  }
  return 'taken'
}
const ofAcme = () => `where workspace_id = '${acme.workspace.id}'`

test('every constraint of campaigns and intents has its counter-example here', async () => {
  const found = await sql<{ name: string }[]>`select conname as name from pg_constraint
    where conrelid in ('campaigns'::regclass, 'campaign_intents'::regclass) and contype in ('c', 'f', 'p', 'u')
    union select indexrelid::regclass::text from pg_index
    where indrelid in ('campaigns'::regclass, 'campaign_intents'::regclass) and indisunique`
  expect(found.map(({ name }) => name).sort()).toEqual([...Object.keys(BROKEN), ...Object.keys(BROKEN_COPIES)].sort())
})

test.each(Object.entries(BROKEN))('%s refuses', async (constraint, change) => {
  const table = tableOf(constraint)
  expect(await refusal((trx) => trx.unsafe(`update ${table} set ${change} ${ofAcme()}`))).toBe(constraint)
})

test.each(Object.entries(BROKEN_COPIES))('%s refuses', async (constraint, change) => {
  const table = tableOf(constraint)
  const copy = async (trx: TransactionSql) => {
    await trx.unsafe(`update campaigns set name = 'Taken' ${ofAcme()}`)
    await trx.unsafe(`update campaign_intents set idempotency_key = 'key' ${ofAcme()}`)
    await trx.unsafe(
      `insert into ${table} select r.* from (select to_jsonb(t) || $1::jsonb as row from ${table} t ${ofAcme()} limit 1) s,
        jsonb_populate_record(null::${table}, s.row) r`,
      [change as never],
    )
  }
  expect(await refusal(copy)).toBe(constraint)
})

test("an intent cannot point at another tenant's campaign", async () => {
  const { campaignId } = globex
  const cross = `update campaign_intents set campaign_id = '${campaignId}' ${ofAcme()}`
  expect(await refusal((trx) => trx.unsafe(cross))).toBe('campaign_intents_workspace_id_campaign_id_fkey')
})

test.each(['Mars/Olympus', 'utc; drop', '', '../etc', 'x'.repeat(100)])('%j is no time zone', async (zone) => {
  expect(
    await refusal((trx) => trx`update campaigns set timezone = ${zone} where workspace_id = ${acme.workspace.id}`),
  ).toBe('SV002')
})

test.each(['id = gen_random_uuid()', `created_at = now() + interval '1 day'`])(
  '%s of a row never changes',
  async (change) => {
    for (const table of ['campaigns', 'campaign_intents', 'campaign_executions'])
      expect([table, await refusal((trx) => trx.unsafe(`update ${table} set ${change} ${ofAcme()}`))]).toEqual([
        table,
        'SV004',
      ])
  },
)

test('a row never changes its tenant', async () => {
  const { id } = globex.workspace
  for (const table of ['campaigns', 'campaign_executions'])
    expect(await refusal((trx) => trx.unsafe(`update ${table} set workspace_id = '${id}' ${ofAcme()}`))).toBe('SV004')
})

test('a workspace keeps its slug and its last owner', async () => {
  const { id, users } = acme.workspace
  expect(await refusal((trx) => trx`update workspaces set slug = 'other-slug' where id = ${id}`)).toBe('SV004')
  expect(
    await refusal((trx) => trx`delete from workspace_members where workspace_id = ${id} and user_id = ${users.owner}`),
  ).toBe('SV007')
  expect(
    await refusal(
      (trx) => trx`update workspace_members set role = 'admin' where workspace_id = ${id} and role = 'owner'`,
    ),
  ).toBe('SV007')
})

describe('the audit log', () => {
  const as = (role: string) => async (trx: TransactionSql) => {
    await trx`select set_config('role', ${role}, true), set_config('sovereign.app', 'on', true)`
  }
  test.each(['postgres', 'service_role'])('cannot be changed, emptied or thinned out by %s', async (role) => {
    const { id } = acme.workspace
    const attempts: ((trx: TransactionSql) => Promise<unknown>)[] = [
      (trx) => trx`update audit_log set actor_id = 'someone else' where workspace_id = ${id}`,
      (trx) => trx`update audit_log set expires_at = now() - interval '1 day' where workspace_id = ${id}`,
      (trx) => trx`delete from audit_log where workspace_id = ${id}`,
      (trx) => trx`truncate audit_log`,
    ]
    for (const attempt of attempts) {
      const answer = await refusal(async (trx) => {
        await as(role)(trx)
        await attempt(trx)
      })
      expect(['SV004', '42501']).toContain(answer)
    }
  })

  test('takes no entry past its function', async () => {
    const forge = async (trx: TransactionSql) => {
      await as('service_role')(trx)
      await trx`insert into audit_log (actor_type, actor_id, action, resource_type) values ('user', 'x', 'x', 'x')`
    }
    expect(await refusal(forge)).toBe('42501')
  })

  test('names the person who acted, whatever they claim to be', async () => {
    const { id, users } = acme.workspace
    await sql
      .begin(async (trx) => {
        await trx`select set_config('role', 'authenticated', true), set_config('sovereign.app', 'on', true),
          set_config('request.jwt.claims', ${JSON.stringify({ sub: users.viewer })}, true)`
        const claimed = { actor: { type: 'super_admin', id: users.owner } }
        const [entry] =
          await trx`select private.audit(${id}, 'x', 'x', 'x', null, null, null, ${trx.json(claimed)}) as id`
        await trx`reset role`
        const [row] = await trx`select actor_type, actor_id from audit_log where id = ${entry?.id}`
        expect(row).toEqual({ actor_type: 'user', actor_id: users.viewer })
        throw new Undo()
      })
      .catch((error: Error) => expect(error).toBeInstanceOf(Undo))
  })

  test('lets go only of what has expired', async () => {
    const old = async (trx: TransactionSql) => {
      await trx`insert into audit_log (workspace_id, actor_type, actor_id, action, resource_type, expires_at)
        values (${acme.workspace.id}, 'user', 'x', 'x', 'x', now() - interval '1 day')`
      const { count } = await trx`delete from audit_log where expires_at < now()`
      expect(count).toBe(1)
    }
    expect(await refusal(old)).toBe('taken')
  })
})
