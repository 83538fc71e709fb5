import postgres, { type Sql } from 'postgres'
import { createVault } from '@/lib/credentials/vault'
import { seedDemoData } from '@/local/seed/demo-data'
import { seedId } from '@/local/seed/ids'
import { seedPeople, workspaces } from '@/local/seed/people'
import { createScratchDatabase } from '../database/scratch'

jest.setTimeout(120_000)
const vault = createVault({ current: 1, keys: { 1: Buffer.alloc(32, 1).toString('base64') } })
let database: Awaited<ReturnType<typeof createScratchDatabase>>
let sql: Sql

beforeAll(async () => {
  database = await createScratchDatabase()
  await database.migrate()
  sql = postgres(database.ownerUrl, { max: 1, onnotice: () => {} })
  await seedPeople(sql, 'a password')
  for (const { id, slug } of workspaces)
    for (const key of ['founders', 'launch', 'digest', 'replies', 'bounces', 'conference'])
      await sql`insert into campaigns ${sql({ id: seedId(slug, key), workspace_id: id, name: key, created_by: 'test' })}`
})
afterAll(async () => {
  await sql.end()
  await database.drop()
})

const acme = seedId('acme')
const countOf = async (table: string) => Number((await sql`select count(*) as n from ${sql(table)}`)[0]?.n)

test('a year of mail up to now, whose rollup is its recount; again, it adds nothing', async () => {
  const added = await seedDemoData(database.ownerUrl, vault)
  expect(added).toBeGreaterThan(60_000)
  expect(added).toBeLessThan(90_000)
  const tables = [
    'email_events',
    'cost_events',
    'contacts',
    'sends',
    'enrollments',
    'suppressions',
    'senders',
    'notifications',
  ]
  const before = await Promise.all(tables.map(countOf))
  expect(Math.min(...before)).toBeGreaterThan(0)
  for (const { id } of workspaces) {
    expect((await sql`select from private.stats_drift(${id}, current_date - 400, current_date + 2)`).count).toBe(0)
    expect((await sql`select from private.costs_drift(${id}, current_date - 400, current_date + 2)`).count).toBe(0)
  }
  const [edge] =
    await sql`select max(occurred_at) <= now() as past, max(occurred_at) > now() - interval '4 days' as fresh,
    min(occurred_at) < now() - interval '360 days' as long from email_events where workspace_id = ${acme}`
  expect(edge).toEqual({ past: true, fresh: true, long: true })
  // A mail whose moment came in between may have been added.
  expect(await seedDemoData(database.ownerUrl, vault)).toBeLessThan(50)
  expect((await countOf('contacts')) - (before[2] ?? 0)).toBeLessThan(10)
})

test('looks like cold mail: few at weekends, less with each step, some of everything', async () => {
  const [week] = await sql<{ weekend: number; monday: number }[]>`select
      coalesce(sum(sends) filter (where extract(isodow from day) > 5), 0)::int as weekend,
      coalesce(sum(sends) filter (where extract(isodow from day) = 1), 0)::int as monday
    from daily_stats where workspace_id = ${acme}`
  expect(week?.weekend).toBeLessThan((week?.monday ?? 0) / 5)
  const steps = await sql<{ sends: number }[]>`select sum(sends)::int as sends from daily_stats
    where workspace_id = ${acme} and step_number > 0 group by step_number order by step_number`
  expect(steps.map(({ sends }) => sends)).toEqual(steps.map(({ sends }) => sends).sort((a, b) => b - a))
  const types = await sql<
    { event_type: string }[]
  >`select distinct event_type from email_events where workspace_id = ${acme}`
  expect(types).toHaveLength(9)
  const first = async () =>
    (await sql`select count(*)::int as n from email_events where workspace_id = ${acme} and is_first`)[0]?.n
  const before = await first()
  await sql`select private.settle_first(${acme}, array(select id from contacts where workspace_id = ${acme}))`
  expect(await first()).toBe(before)
  const addresses = await sql`select from contacts where email !~ 'example\\.com$'`
  expect(addresses.count).toBe(0)
})

test('is refused for a database elsewhere', async () => {
  await expect(seedDemoData('postgresql://postgres@db.example.com/postgres', vault)).rejects.toThrow(
    'on this machine only',
  )
})
