import type { Sql } from 'postgres'
import { chance } from './random'
import type { Year } from './year'

/** What is asked of which provider for a mail, and what a thousand tokens (or one unit) of it cost in micro-dollars. */
const CALLS = [
  {
    purpose: 'company_summarization',
    provider: 'openai',
    model: 'gpt-4.1-mini',
    step: 1,
    share: 1,
    tokensIn: 5200,
    tokensOut: 380,
    in: 400,
    out: 1600,
  },
  { purpose: 'web_search', provider: 'tavily', model: '', step: 1, share: 0.8, units: 2, perUnit: 8000 },
  {
    purpose: 'profile_scrape',
    provider: 'apify',
    model: 'linkedin-profile',
    step: 1,
    share: 0.45,
    units: 1,
    perUnit: 4000,
  },
  {
    purpose: 'email_generation',
    provider: 'anthropic',
    model: 'claude-sonnet-4-5',
    share: 0.7,
    tokensIn: 2600,
    tokensOut: 290,
    in: 3000,
    out: 15000,
  },
  {
    purpose: 'email_generation',
    provider: 'openai',
    model: 'gpt-4.1',
    share: 0.3,
    tokensIn: 2500,
    tokensOut: 270,
    in: 2000,
    out: 8000,
  },
] as const

type Call = {
  purpose: string
  provider: string
  model: string
  share: number
  step?: number
  tokensIn?: number
  tokensOut?: number
  in?: number
  out?: number
  units?: number
  perUnit?: number
}

/** Inserts the provider calls behind one week's mails, through the table's own triggers. */
export async function insertCosts(sql: Sql, year: Year, week: number, campaigns: number[]): Promise<void> {
  const salt = year.seed * 100 + 90
  let below = 0
  const parts = CALLS.map((call: Call, i) => {
    const spread = (n: number) => `(0.6 + ${chance('m.k', salt + 20 + i * 2 + n)} * 0.8)`
    const [tokensIn, tokensOut] = [
      `round(${call.tokensIn ?? 0} * ${spread(0)})`,
      `round(${call.tokensOut ?? 0} * ${spread(1)})`,
    ]
    const isOneOfTwo = call.purpose === 'email_generation'
    const from = isOneOfTwo ? below : 0
    if (isOneOfTwo) below += call.share
    const drawn = chance('m.k', salt + (isOneOfTwo ? 1 : 2 + i))
    return `select ${i} as n, m.*, '${call.purpose}' as purpose, '${call.provider}' as provider, '${call.model}' as model,
      ${tokensIn}::int as tokens_in, ${tokensOut}::int as tokens_out, ${call.units ?? 0} as units,
      (${tokensIn} * ${call.in ?? 0} / 1000 + ${tokensOut} * ${call.out ?? 0} / 1000 + ${(call.units ?? 0) * (call.perUnit ?? 0)})::bigint as cost
    from seed.mails m where m.week = $2 and m.c = any ($3) and ${chance('m.k', salt)} < ${year.costShare}
      and ${drawn} >= ${from} and ${drawn} < ${from + call.share} ${call.step ? `and m.step = ${call.step}` : ''}`
  })
  await sql.unsafe(
    `insert into public.cost_events (workspace_id, id, provider, model, purpose, tokens_in, tokens_out, units, cost_micros, campaign_id,
      contact_id, step_number, idempotency_key, occurred_at, created_at, stat_day)
    select $1::uuid, md5(c.k || '/cost/' || c.n || $1)::uuid, c.provider, c.model, c.purpose, c.tokens_in, c.tokens_out, c.units, c.cost,
      c.campaign_id, c.contact_id, c.step, c.k || '-' || c.n, c.at, c.at, (c.at at time zone $4)::date
    from (select p.*, p.sent_at - (20 - p.n * 3) * interval '1 minute' as at from (${parts.join(' union all ')}) p) c
    order by c.at
    on conflict do nothing`,
    [year.workspaceId, week, campaigns, year.timezone],
  )
}
