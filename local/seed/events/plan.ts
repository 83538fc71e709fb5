import type { Sql } from 'postgres'
import { chance, weighted } from './random'
import {
  EVENTS_PER_ENROLLMENT,
  FIRST_HOUR,
  HARD_BOUNCE,
  HOURS,
  MONTHS,
  OPT_OUTS,
  REPLIES,
  REPLY_CLASSES,
  STEP_DELAYS,
  WEEKDAYS,
} from './shape'
import type { Year } from './year'

const DAY_MS = 86_400_000
const literal = (numbers: readonly number[]) => `array[${numbers.join(', ')}]::float8[]`
const cumulative = (parts: readonly number[]): number[] => {
  const total = parts.reduce((sum, part) => sum + part, 0)
  return parts.slice(0, -1).map((_, i) => parts.slice(0, i + 1).reduce((sum, part) => sum + part, 0) / total)
}

/** How many enrolments a campaign of weight 1 gets on a day of weight 1, so that the year comes to `year.events`. */
const perDay = ({ campaigns, days, until, events }: Year): number => {
  let weight = 0
  for (let ago = 0; ago <= days; ago += 1) {
    const date = new Date(until.getTime() - ago * DAY_MS)
    const ofDay = (WEEKDAYS[(date.getUTCDay() + 6) % 7] ?? 0) * (MONTHS[date.getUTCMonth() + 1] ?? 0)
    for (const campaign of campaigns)
      if (ago <= campaign.startedDaysAgo && ago >= campaign.endedDaysAgo) weight += campaign.weight * ofDay
  }
  return events / EVENTS_PER_ENROLLMENT / weight
}

/** Depends on step: an array by step, taken apart by its running number. */
const reached = (rates: readonly number[], salt: number) =>
  rates
    .map((rate, i) => `when ${chance('k', salt + i)} < ${rate} * appeal then ${i + 1}`)
    .reduce((all, one) => `${all} ${one}`, 'case')
    .concat(' end')

/**
 * Fills `plan`: one row per person in a campaign, with when the first mail leaves and how it ends. The same people come
 * back in other campaigns weeks later, unless they bounced or opted out before.
 */
export async function planYear(sql: Sql, year: Year): Promise<void> {
  const { workspaceId, seed, timezone, campaigns, senders, days, until } = year
  const given = campaigns.map((campaign, i) => ({
    ...{ c: i, id: campaign.id, weight: campaign.weight, appeal: campaign.appeal, tracking: campaign.tracking },
    ...{ first: campaign.startedDaysAgo, last: campaign.endedDaysAgo, lag: [0, 21, 45, 90, 10, 60][i % 6] ?? 0 },
  }))
  const salt = seed * 100
  await sql.unsafe(
    `insert into seed.plan
    with starts as (
      select (c.c * 1000000000000 + (d::date - '2000-01-01') * 10000000::bigint + o) as k, c.*, d::date as day, o,
        hashint8extended((d::date - '2000-01-01' - c.lag) * 10000000::bigint + o, ${salt + 1}) as person
      from jsonb_to_recordset($1::jsonb) as c(c int, id uuid, weight float8, appeal float8, tracking text, first int, last int, lag int)
      cross join generate_series($2::date - c.first, $2::date - c.last, interval '1 day') d
      cross join lateral generate_series(1, floor(${perDay(year)} * c.weight
        * (${literal(WEEKDAYS)})[extract(isodow from d)::int] * (${literal(MONTHS.slice(1))})[extract(month from d)::int]
        + ${chance("c.c * 100000 + (d::date - date '2000-01-01')", salt + 2)})::int) o
      where c.first <= ${days}
    ), drawn as (
      select k, c, id, appeal, tracking, person,
        (day + make_interval(hours => ${FIRST_HOUR} + width_bucket(${chance('k', salt + 3)}, ${literal(cumulative(HOURS))}),
          secs => ${chance('k', salt + 4)} * 3600)) at time zone $3 as started_at,
        case when ${chance('person', salt + 5)} < ${HARD_BOUNCE} then 1 end as bounced,
        ${reached(REPLIES, salt + 10)} as replied, ${reached(OPT_OUTS, salt + 20)} as opted_out
      from starts
    ), ended as (
      select *, case when bounced = 1 then 'bounced'
          when replied is not null and replied <= coalesce(opted_out, 9) then 'replied'
          when opted_out is not null then 'opted_out' else 'none' end as ending,
        case when bounced = 1 then 1 else least(replied, opted_out, ${STEP_DELAYS.length}) end as steps
      from drawn
    ), judged as (
      select *, case when ending = 'replied' then ${weighted(REPLY_CLASSES, 'k', salt + 30)} end as reply_class from ended
    ), in_order as (
      select *, count(*) filter (where ending in ('bounced', 'opted_out') or reply_class = 'unsubscribe')
          over (partition by person order by started_at, k rows between unbounded preceding and 1 preceding) as gone
      from judged
    )
    select k, c, id, tracking, appeal, person, md5($4 || person)::uuid, 1 + (hashint8extended(person, ${salt + 6}) & 1048575) % ${senders.length},
      started_at, ending, steps, reply_class
    from in_order where gone = 0 and started_at <= $5::timestamptz`,
    [sql.json(given), until.toISOString().slice(0, 10), timezone, workspaceId, until.toISOString()],
  )
  await sql`analyze seed.plan`
}

/** Fills `mails`: what left, one row per mail. A weekend is waited out. */
export async function planMails(sql: Sql, year: Year): Promise<void> {
  const senders = `array[${year.senders.map(({ id }) => `'${id}'::uuid`).join(', ')}]`
  await sql.unsafe(
    `insert into seed.mails
    select p.k * 4 + step, p.c, step, p.campaign_id, p.tracking, p.appeal, p.contact_id, (${senders})[p.sender],
      md5(p.contact_id::text || p.campaign_id || step)::uuid, m.sent_at,
      case when step = p.steps then p.ending else 'none' end, case when step = p.steps then p.reply_class end,
      greatest(0, floor(extract(epoch from m.sent_at - $1::timestamptz) / 604800))::int
    from seed.plan p
    cross join lateral generate_series(1, p.steps) step
    cross join lateral (select p.started_at + make_interval(days => (array[${STEP_DELAYS.join(', ')}])[step],
      secs => case when step > 1 then ${chance('p.k * 4 + step', year.seed * 100 + 40)} * 5400 else 0 end) as due) d
    cross join lateral (select d.due + case when step > 1 then make_interval(days => case extract(isodow from d.due)::int
      when 6 then 2 when 7 then 2 else 0 end) else interval '0' end as sent_at) m
    where m.sent_at <= $2::timestamptz`,
    [new Date(year.until.getTime() - (year.days + 1) * DAY_MS).toISOString(), year.until.toISOString()],
  )
  await sql`create index on seed.mails (week, c)`
  await sql`analyze seed.mails`
}
