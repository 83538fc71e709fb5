import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import postgres, { type Sql } from 'postgres'
import type { Runtime } from '@/lib/runtime'
import { readState } from '@/local/state'
import { startTestRuntime } from '../helpers/runtime'
import { createScratchDatabase } from '../integration/database/scratch'
import { type Client, type DataApi, startDataApi } from './data-api'
import { COLUMNS, columnsOf, keyOf, READS, type Row, tables, WHO, type Who, WRITES } from './data-api-rights'
import { createFullTenant, type Tenant } from './two-tenants'

/** supabase-js with stolen and forged tokens against the public Data API: it reads what its person may read, and writes nothing. */
let database: Awaited<ReturnType<typeof createScratchDatabase>>
let runtime: Runtime
let owner: Sql
let api: DataApi
let acme: Tenant
let globex: Tenant

beforeAll(async () => {
  database = await createScratchDatabase()
  await database.migrate()
  runtime = startTestRuntime({}, { databaseUrl: database.appUrl, redisUrl: readState().redis_url })
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} })
  acme = await createFullTenant()
  globex = await createFullTenant()
  api = await startDataApi(database.ownerUrl)
}, 60_000)
afterAll(async () => {
  await api.close()
  await owner.end()
  await runtime.close()
  await database.drop()
})

const userIdOf = (who: Exclude<Who, 'anonymous'>): string =>
  who === 'nobody' ? 'nobody-at-all' : who === 'stranger' ? globex.workspace.users.owner : acme.workspace.users[who]
const clientOf = (who: Who): Client => api.client(who === 'anonymous' ? null : { sub: userIdOf(who) })

const rowsOf = async (client: Client, table: string): Promise<Record<string, unknown>[] | string> => {
  const { data, error } = await client.from(table).select(columnsOf(table)).returns<Record<string, unknown>[]>()
  return error ? (error.code ?? 'error') : data
}

/** Checksum of every row of every table of ours: one bit written anywhere shows. */
async function everything(): Promise<string> {
  const names = await owner<{ name: string }[]>`select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname in ('public', 'platform')`
  const sums = names.map(
    ({ name }) =>
      `select '${name}' as t, count(*) as n, sum(hashtextextended(x.xmin::text || x::text, 0)::numeric) as s from ${name} x`,
  )
  return JSON.stringify(await owner.unsafe(`${sums.join(' union all ')} order by 1`))
}
const grants = async (sql: Sql) =>
  JSON.stringify(
    await sql`select table_schema, table_name, grantee, privilege_type from information_schema.role_table_grants
      where table_schema in ('public', 'platform') and grantee <> 'postgres' order by 1, 2, 3, 4`,
  )

test('every public table is declared here, and both tenants have rows in each', async () => {
  const found = await owner<{ name: string }[]>`select tablename as name from pg_tables where schemaname = 'public'`
  expect(found.map(({ name }) => name).sort()).toEqual([...tables].sort())
  for (const table of tables) {
    const [row] = await owner`select count(*)::int as n from ${owner(table)}`
    expect([table, row?.n >= 2]).toEqual([table, true])
  }
})

test('only the schema public is exposed, in the project file, too', async () => {
  expect(readFileSync(join(process.cwd(), 'supabase', 'config.toml'), 'utf8')).toMatch(/^schemas = \["public"\]$/m)
  for (const schema of ['platform', 'private', 'auth', 'extensions', 'pg_catalog', 'information_schema']) {
    const client = api.client({ sub: userIdOf('owner') }, { schema })
    for (const table of ['engines', 'local_users', 'webhook_secrets', 'users', 'pg_authid', 'tables'])
      expect([schema, (await client.from(table).select('*')).error?.code]).toEqual([schema, 'PGRST106'])
    expect((await client.rpc('set_config', { setting_name: 'sovereign.app' })).error?.code).toBe('PGRST106')
  }
})

describe.each(tables)('reading %s', (table) => {
  test.each(WHO)('as %s', async (who) => {
    const rows = await rowsOf(clientOf(who), table)
    if (who === 'anonymous') return expect(rows).toBe('42501')
    if (typeof rows === 'string') throw new Error(`${who} was refused with ${rows}`)
    const home = who === 'stranger' ? globex : acme
    const reach = READS[table]?.[who === 'stranger' ? 'owner' : who]
    const seen = [...new Set(rows.map((row) => row[keyOf(table)]))]
    const mine = { own: [home.workspace.id], self: [userIdOf(who)], nothing: [] }
    expect(seen).toEqual(mine[reach ?? 'nothing'])
    if (reach === 'own') {
      const [all] =
        await owner`select count(*)::int as n from ${owner(table)} where ${owner(keyOf(table))} = ${home.workspace.id}`
      expect(rows).toHaveLength(all?.n)
    }
  })
})

test.each(['cost_micros', 'price_micros', '*'])('what we pay and earn is refused to everybody: %s', async (column) => {
  for (const table of Object.keys(COLUMNS))
    for (const who of WHO)
      expect([table, who, await clientOf(who).from(table).select(column)]).toMatchObject([
        table,
        who,
        { error: { code: '42501' } },
      ])
})

test('no filter, embedding or count leads to another tenant', async () => {
  const client = clientOf('owner')
  const { id } = globex.workspace
  for (const table of tables.filter((one) => one !== 'user_settings')) {
    const key = keyOf(table)
    const filtered = [
      await client.from(table).select(columnsOf(table)).eq(key, id),
      await client.from(table).select(columnsOf(table)).or(`${key}.eq.${id},${key}.neq.${acme.workspace.id}`),
      await client.from(table).select(columnsOf(table)).not(key, 'eq', acme.workspace.id),
    ]
    expect([table, filtered.map(({ data }) => data)]).toEqual([table, [[], [], []]])
    expect((await client.from(table).select(columnsOf(table), { count: 'exact', head: true }).eq(key, id)).count).toBe(
      0,
    )
  }
  const embedded = await client
    .from('workspaces')
    .select('id, workspace_members(workspace_id, user_id), campaigns(workspace_id)')
  expect(JSON.stringify(embedded.data)).not.toContain(id)
})

describe.each(tables)('writing %s', (table) => {
  test.each(WHO)('as %s changes nothing at all', async (who) => {
    const samples = await owner<Row[]>`select * from ${owner(table)}`
    const before = await everything()
    for (const row of samples.slice(0, 6))
      for (const [kind, write] of Object.entries(WRITES)) {
        const { error, data } = await write(clientOf(who), table, JSON.parse(JSON.stringify(row)))
        expect([kind, error !== null || (data as unknown[]).length === 0]).toEqual([kind, true])
      }
    expect(await everything()).toBe(before)
  })
})

test.each<[string, Record<string, unknown>]>([
  ['user_metadata', { sub: 'nobody', user_metadata: { role: 'owner', workspace_id: 'x', sub: 'x' } }],
  ['app_metadata', { sub: 'nobody', app_metadata: { role: 'service_role', roles: ['owner'] } }],
  ['a workspace and a role of one’s own', { sub: 'nobody', workspace_id: 'x', workspace_role: 'owner' }],
  ['settings of ours', { sub: 'nobody', 'sovereign.app': 'on', 'sovereign.workspace_id': 'x' }],
  ['no subject', {}],
  ['an empty subject', { sub: '' }],
  ['SQL for a subject', { sub: "' or true --" }],
  ['a pattern for a subject', { sub: '%' }],
  ['another letter case', { sub: 'OWNER' }],
  ['a super admin claim', { sub: 'nobody', super_admin: true, is_super_admin: true }],
  ['the role of our agents', { sub: 'nobody', role: 'workspace_agent' }],
])('claims with %s open nothing', async (_, forged) => {
  const claims = JSON.parse(JSON.stringify(forged).replaceAll('"x"', `"${acme.workspace.id}"`)) as Record<
    string,
    unknown
  >
  const before = await everything()
  for (const table of tables) {
    const rows = await rowsOf(api.client(claims), table)
    expect([table, typeof rows === 'string' ? [] : rows]).toEqual([table, []])
  }
  await api.client(claims).from('campaigns').update({ description: 'taken' }).eq('workspace_id', acme.workspace.id)
  expect(await everything()).toBe(before)
})

test('a token signed with another secret is no token', async () => {
  const client = api.client({ sub: userIdOf('owner'), role: 'service_role' }, { signedWith: crypto.randomUUID() })
  for (const table of tables) expect(await rowsOf(client, table)).toBe('PGRST301')
})

test('no function can be called, whoever asks', async () => {
  const functions = await owner<{ name: string }[]>`select distinct p.proname as name from pg_proc p
    join pg_namespace n on n.oid = p.pronamespace where n.nspname in ('public', 'private')`
  expect(functions.length).toBeGreaterThan(20)
  for (const { name } of [...functions, { name: 'set_config' }, { name: 'pg_sleep' }, { name: 'pg_read_file' }])
    for (const who of ['owner', 'anonymous'] as const) {
      const { error } = await clientOf(who).rpc(name, { workspace: acme.workspace.id })
      expect([name, ['PGRST202', '42501'].includes(error?.code ?? '')]).toEqual([name, true])
    }
}, 30_000)

test('the server under attack did not loosen the grants it is attacked with', async () => {
  const fresh = await createScratchDatabase()
  await fresh.migrate()
  const sql = postgres(fresh.ownerUrl, { max: 1, onnotice: () => {} })
  expect(await grants(owner)).toBe(await grants(sql))
  await sql.end()
  await fresh.drop()
}, 60_000)
