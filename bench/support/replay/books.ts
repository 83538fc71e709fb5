import type { Sql } from 'postgres'
import type { Books } from './recount'

type Line = { line: string }[]
const COUNTERS = [
  ...(['sends', 'sends_open_tracked', 'sends_click_tracked', 'delivered', 'opens', 'opens_machine'] as const),
  ...(['opens_total', 'clicks', 'clicks_machine', 'clicks_total', 'replies', 'replies_positive'] as const),
  ...(['opt_outs', 'bounces_hard', 'bounces_soft', 'complaints', 'failures'] as const),
] as const

/** What the database holds of a workspace, in the words of `recount`. */
export async function readBooks(sql: Sql, workspaceId: string, campaigns: string[]): Promise<Books> {
  const number = sql`array_position(${campaigns}::uuid[], campaign_id) - 1`
  const of = (rows: Line) => rows.map(({ line }) => line).sort()
  const ws = workspaceId
  return {
    events: of(
      await sql<Line>`select concat_ws(' ', e.metadata ->> 'n', e.event_type, c.email, ${number}, e.step_number, s.email, e.is_first::text,
        e.stat_day) as line
      from email_events e left join contacts c on c.workspace_id = ${ws} and c.id = e.contact_id
        left join senders s on s.workspace_id = ${ws} and s.id = e.sender_id where e.workspace_id = ${ws}`,
    ),
    stats: of(
      await sql<Line>`select concat_ws(' ', d.day, ${number}, d.step_number, s.email, n.key, n.value) as line
      from daily_stats d left join senders s on s.workspace_id = ${ws} and s.id = d.sender_id
        cross join lateral jsonb_each_text(to_jsonb(d)) n
      where d.workspace_id = ${ws} and n.key in ${sql(COUNTERS)} and n.value <> '0'`,
    ),
    campaignStats: of(
      await sql<Line>`select concat_ws(' ', d.day, ${number}, d.step_number, n.key, n.value) as line
      from daily_campaign_stats d cross join lateral jsonb_each_text(to_jsonb(d)) n
      where d.workspace_id = ${ws} and n.key in ${sql(COUNTERS)} and n.value <> '0'`,
    ),
    contacts: of(await sql<Line>`select email || ' ' || status as line from contacts where workspace_id = ${ws}`),
    enrollments: of(
      await sql<Line>`select concat_ws(' ', c.email, ${number}, o.status, o.current_step) as line from enrollments o
      join contacts c on c.workspace_id = ${ws} and c.id = o.contact_id where o.workspace_id = ${ws}`,
    ),
    sends: of(
      await sql<Line>`select concat_ws(' ', c.email, ${number}, s.step_number, (s.bounced_at is not null)::text) as line from sends s
      join contacts c on c.workspace_id = ${ws} and c.id = s.contact_id where s.workspace_id = ${ws}`,
    ),
    suppressions: of(
      await sql<Line>`select c.email || ' ' || s.reason as line from suppressions s
      join contacts c on c.workspace_id = ${ws} and c.email_hash = s.address_hash where s.workspace_id = ${ws}`,
    ),
    costs: of(
      await sql<Line>`select concat_ws(' ', metadata ->> 'n', cost_micros) as line from cost_events where workspace_id = ${ws}`,
    ),
    dailyCosts: of(
      await sql<Line>`select concat_ws(' ', d.day, ${number}, d.provider, d.model, d.purpose, n.name, n.value) as line
      from daily_costs d cross join lateral (values ('calls', d.calls::bigint), ('tokens', d.tokens_in), ('micros', d.cost_micros)) n(name, value)
      where d.workspace_id = ${ws} and n.value <> 0`,
    ),
  }
}

/** Rows that only one side has, at most five per book; empty when both say the same. */
export function differences(expected: Books, found: Books): string[] {
  return (Object.keys(expected) as (keyof Books)[]).flatMap((book) => {
    const [left, right] = [count(expected[book]), count(found[book])]
    const missing = [...left]
      .filter(([line, n]) => (right.get(line) ?? 0) < n)
      .map(([line]) => `${book}: missing ${line}`)
    const surplus = [...right]
      .filter(([line, n]) => (left.get(line) ?? 0) < n)
      .map(([line]) => `${book}: too much ${line}`)
    return [...missing.slice(0, 5), ...surplus.slice(0, 5)]
  })
}

const count = (lines: string[]): Map<string, number> => {
  const counts = new Map<string, number>()
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1)
  return counts
}
