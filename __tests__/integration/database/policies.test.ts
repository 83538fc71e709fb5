import postgres, { type Sql } from 'postgres'
import type { Runtime } from '@/lib/runtime'
import { readState } from '@/local/state'
import { startTestRuntime } from '../../helpers/runtime'
import { createFullTenant, type Tenant } from '../../security/two-tenants'
import { COMMANDS, type Command, PEOPLE, RIGHTS, WHO, type Who } from './rights'
import { createScratchDatabase } from './scratch'

/** What is declared in rights.ts holds at the database itself, as the app connects to it (spec 01 §6). */
const tables = Object.keys(RIGHTS)

let database: Awaited<ReturnType<typeof createScratchDatabase>>
let runtime: Runtime
let owner: Sql
let app: Sql
let acme: Tenant
let globex: Tenant
let frozen: Tenant

beforeAll(async () => {
  database = await createScratchDatabase()
  await database.migrate()
  runtime = startTestRuntime({}, { databaseUrl: database.appUrl, redisUrl: readState().redis_url })
  ;[acme, globex, frozen] = [await createFullTenant(), await createFullTenant(), await createFullTenant()]
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} })
  app = postgres(database.appUrl, { max: 1, onnotice: () => {} })
  await owner`update workspaces set status = 'frozen' where id = ${frozen.workspace.id}`
}, 60_000)
afterAll(async () => {
  await owner.end()
  await app.end()
  await runtime.close()
  await database.drop()
})

type Identity = { role: string; sub?: string; pin?: string; inApp?: boolean }
const identityOf = (who: Who): Identity => {
  if (who === 'anon') return { role: 'anon' }
  if (who === 'platform') return { role: 'service_role' }
  if (who === 'agent unset') return { role: 'workspace_agent' }
  if (who === 'agent of Acme') return { role: 'workspace_agent', pin: acme.workspace.id }
  if (who === 'agent of Globex') return { role: 'workspace_agent', pin: globex.workspace.id }
  const home = who === 'stranger' ? globex : who === 'frozen' ? frozen : acme
  const role = who === 'stranger' || who === 'frozen' ? 'owner' : who
  return { role: 'authenticated', sub: home.workspace.users[role] }
}

class Undo extends Error {}
/** Rows the statement reached, as this caller; -1 when refused. Always undone. anon is tried as the database's owner can. */
async function reach({ role, sub, pin, inApp = true }: Identity, statement: string, values: string[] = []) {
  const connection = role === 'anon' ? owner : app
  let reached = 0
  try {
    await connection.begin(async (trx) => {
      const claims = sub === undefined ? '' : JSON.stringify({ sub, role: 'authenticated' })
      await trx`select set_config('role', ${role}, true), set_config('request.jwt.claims', ${claims}, true),
        set_config('sovereign.workspace_id', ${pin ?? ''}, true), set_config('sovereign.app', ${inApp ? 'on' : ''}, true)`
      reached = (await trx.unsafe(statement, values)).count
      throw new Undo()
    })
  } catch (error) {
    if (error instanceof Undo) return reached
    if (!(error instanceof postgres.PostgresError)) throw error
    // Policies and grants come before uniqueness and references: whoever gets so far was let in.
    if (['23505', '23503'].includes(error.code)) return 1
    if (['42501', 'SV004'].includes(error.code)) return -1
    throw error
  }
  return reached
}

const keyOf = (table: string): string =>
  table === 'public.workspaces' ? 'id' : /user_settings|local_/.test(table) ? 'user_id' : 'workspace_id'
const keyedBy = (table: string, { workspace }: Tenant): string =>
  keyOf(table) === 'user_id' ? workspace.users.owner : workspace.id

async function statementFor(table: string, command: Command, tenant: Tenant): Promise<[string, string[]]> {
  const [key, value] = [keyOf(table), keyedBy(table, tenant)]
  const [schema, name] = table.split('.')
  const columns = await owner<{ column_name: string }[]>`select column_name from information_schema.columns
    where table_schema = ${schema ?? ''} and table_name = ${name ?? ''} and is_generated = 'NEVER' order by ordinal_position`
  const own = RIGHTS[table]?.columns
  const list = (own?.insert ?? columns.map((column) => column.column_name)).join(', ')
  const [row] = await owner.unsafe(`select to_jsonb(t) as row from ${table} t where ${key} = $1 limit 1`, [value])
  if (!row) throw new Error(`No row of ${table} to try`)
  const changed = own?.update ?? columns.at(-1)?.column_name
  switch (command) {
    case 'select':
      return [`select 1 from ${table} where ${key} = $1`, [value]]
    case 'insert':
      return [
        `insert into ${table} (${list}) select ${list} from jsonb_populate_record(null::${table}, $1::jsonb)`,
        [row.row],
      ]
    case 'update':
      return [`update ${table} set ${changed} = ${changed} where ${key} = $1`, [value]]
    case 'delete':
      return [`delete from ${table} where ${key} = $1`, [value]]
  }
}

test('every table is declared here, a partition by its parent', async () => {
  const found = await owner<
    { name: string }[]
  >`select relnamespace::regnamespace || '.' || relname as name from pg_class
    where relkind in ('r', 'p') and not relispartition
      and relnamespace in ('public'::regnamespace, 'platform'::regnamespace)`
  expect(found.map(({ name }) => name).sort()).toEqual([...tables].sort())
})

describe.each(tables)('%s', (table) => {
  test.each(COMMANDS)('%s', async (command) => {
    const reached: Who[] = []
    for (const who of WHO) {
      const [statement, values] = await statementFor(table, command, who === 'frozen' ? frozen : acme)
      if ((await reach(identityOf(who), statement, values)) > 0) reached.push(who)
    }
    expect(reached.sort()).toEqual([...(RIGHTS[table]?.[command] ?? [])].sort())
  })

  test('outside the app a person writes nothing', async () => {
    for (const who of PEOPLE)
      for (const command of ['insert', 'update', 'delete'] as const) {
        const [statement, values] = await statementFor(table, command, who === 'frozen' ? frozen : acme)
        const count = await reach({ ...identityOf(who), inApp: false }, statement, values)
        expect([who, command, count > 0]).toEqual([who, command, false])
      }
  })

  test.each<[string, Identity]>([
    ['a person without subject', { role: 'authenticated' }],
    ['a person with an empty subject', { role: 'authenticated', sub: '' }],
    ['a person nobody knows', { role: 'authenticated', sub: 'nobody' }],
    ['an agent with a malformed pin', { role: 'workspace_agent', pin: "' or true --" }],
    ['an agent with a pin in capitals', { role: 'workspace_agent', pin: 'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF' }],
    [
      'an agent pinned to nothing that exists',
      { role: 'workspace_agent', pin: '00000000-0000-0000-0000-000000000000' },
    ],
    ['the bare login', { role: 'none' }],
  ])('%s sees nothing', async (who, identity) => {
    const where = table === 'platform.engines' ? 'where workspace_id is not null' : ''
    expect([who, (await reach(identity, `select 1 from ${table} ${where}`)) > 0]).toEqual([who, false])
  })
})

test('a partition is reached through its parent alone', async () => {
  const partitions = await owner<{ name: string }[]>`select oid::regclass::text as name from pg_class
    where relispartition and relkind = 'r'`
  expect(partitions).toHaveLength(32)
  for (const { name } of partitions)
    for (const who of WHO)
      expect([name, who, await reach(identityOf(who), `select 1 from ${name}`)]).toEqual([name, who, -1])
})

test('what a managed call cost us is not for the tenant it was charged to', async () => {
  for (const table of ['cost_events', 'daily_costs'])
    for (const column of ['cost_micros', 'price_micros']) {
      const statement = `select ${column} from ${table} where workspace_id = $1`
      expect([table, column, await reach(identityOf('owner'), statement, [acme.workspace.id])]).toEqual([
        table,
        column,
        -1,
      ])
    }
  expect(await reach(identityOf('viewer'), 'select charge_micros from cost_events')).toBeGreaterThan(0)
})

test('a campaign cannot be moved to another tenant, nor made there', async () => {
  const member = identityOf('member')
  const { id } = globex.workspace
  for (const identity of [member, identityOf('agent of Acme')]) {
    const move = reach(identity, `update campaigns set workspace_id = $1 where workspace_id = $2`, [
      id,
      acme.workspace.id,
    ])
    expect(await move).toBe(-1)
    const make = `insert into campaigns (workspace_id, name, created_by) values ($1, 'Theirs', 'me')`
    expect(await reach(identity, make, [id])).toBe(-1)
  }
})

test.each(['status', 'desired_active', 'intent_version', 'n8n_status', 'engine_id', 'proof', 'deleted_at', 'version'])(
  'a person cannot write campaigns.%s, not even the owner',
  async (column) => {
    const statement = `update campaigns set ${column} = ${column} where workspace_id = $1`
    expect(await reach(identityOf('owner'), statement, [acme.workspace.id])).toBe(-1)
  },
)

test('outside the app, and for other tenants, no function of ours does anything', async () => {
  const functions = await owner<{ name: string; args: string; forAgents: boolean }[]>`
    select oid::regproc::text as name, pg_get_function_arguments(oid) as args,
      has_function_privilege('workspace_agent', oid, 'execute') as "forAgents" from pg_proc
    where pronamespace = 'private'::regnamespace and prosecdef and has_function_privilege('authenticated', oid, 'execute')
      and proname not in ('workspaces_as', 'user_workspaces', 'writable_workspaces') order by 1`
  expect(functions.length).toBeGreaterThan(8)
  const { id } = acme.workspace
  for (const { name, args, forAgents } of functions) {
    const call = `select * from ${name}(${args
      .split(', ')
      .map((arg, index) =>
        index === 0
          ? '$1::uuid'
          : `null::${arg
              .replace(/ DEFAULT .*/, '')
              .split(' ')
              .slice(1)
              .join(' ')}`,
      )
      .join(', ')})`
    const refusals: (readonly [string, Identity])[] = [
      ['outside the app', { ...identityOf('owner'), inApp: false }],
      ['stranger', identityOf('stranger')],
      ['nobody', { role: 'authenticated', sub: 'nobody' }],
      ['agent of Globex', identityOf('agent of Globex')],
      ['agent unset', identityOf('agent unset')],
    ]
    for (const [who, identity] of refusals) {
      const outcome = await reach(identity, call, [id]).catch((error: Error) => error.message)
      const refused = who === 'outside the app' ? 'FORBIDDEN' : 'WORKSPACE_NOT_FOUND'
      expect([name, who, outcome]).toEqual([name, who, who.startsWith('agent') && !forAgents ? -1 : refused])
    }
  }
})
