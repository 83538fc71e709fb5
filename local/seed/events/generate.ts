import type { Sql } from 'postgres'
import { insertCosts } from './costs'
import { insertEvents } from './events'
import { insertOutcomes, insertPeople } from './people'
import { planMails, planYear } from './plan'
import type { Year } from './year'

const createPlan = async (sql: Sql): Promise<void> => {
  await sql`drop schema if exists seed cascade`
  await sql`create schema seed`
  await sql`create unlogged table seed.plan (k bigint, c int, campaign_id uuid, tracking text, appeal float8, person bigint, contact_id uuid,
    sender int, started_at timestamptz, ending text, steps int, reply_class text)`
  await sql`create unlogged table seed.mails (k bigint, c int, step int, campaign_id uuid, tracking text, appeal float8, contact_id uuid,
    sender_id uuid, id uuid, sent_at timestamptz(3), ending text, reply_class text, week int)`
}

/**
 * Makes up a workspace's year of mail: people, mails, what came back, costs. Pure chance by key: the same year again adds
 * only what has happened since. Events and costs go through the tables' own triggers, so the rollups are theirs.
 * `connections` work side by side on different campaigns, whose rollup rows are never the same.
 */
export async function generateYear(
  connections: [Sql, ...Sql[]],
  year: Year,
  report: (done: number) => void = () => {},
): Promise<void> {
  const [sql] = connections
  await createPlan(sql)
  try {
    await planYear(sql, year)
    await planMails(sql, year)
    await insertPeople(sql, year)
    const shares = connections.map((_, n) =>
      year.campaigns.flatMap((_, c) => (c % connections.length === n ? [c] : [])),
    )
    const [last] = await sql<{ week: number }[]>`select coalesce(max(week), -1) as week from seed.mails`
    const weeks = (last?.week ?? -1) + 1
    for (let week = 0; week < weeks; week += 1) {
      await Promise.all(
        connections.map(async (connection, n) => {
          await insertEvents(connection, year, week, shares[n] ?? [])
          if (year.costShare > 0) await insertCosts(connection, year, week, shares[n] ?? [])
        }),
      )
      report((week + 1) / weeks)
    }
    await insertOutcomes(sql, year)
  } finally {
    await sql`drop schema if exists seed cascade`
  }
}
