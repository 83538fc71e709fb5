import { type RawBuilder, sql } from 'kysely'
import { authorize, type Ctx } from '@/lib/auth/context'
import { ratio } from '@/lib/metrics/figures'
import { onlyRow } from '@/lib/metrics/only-row'
import { resolveRange } from '@/lib/metrics/range'
import type { RangeQuery } from '@/lib/metrics/schemas'
import { inCampaign } from '@/lib/metrics/scope'
import { zoneOf } from '@/lib/workspaces/zone'
import type { Efficiency } from './schemas'

type Counts = Pick<Efficiency, 'cost_micros' | 'contacts' | 'sends' | 'replies' | 'replies_positive'>

/**
 * What a contact written to, a thousand mails and a reply cost in a range; null where there were none (spec 06 §14).
 * Contacts are counted once however often they were written to. Throws INVALID_DATE_RANGE.
 */
export async function readEfficiency(ctx: Ctx, query: RangeQuery): Promise<Efficiency> {
  authorize(ctx, 'metrics.read')
  const { start, end } = resolveRange(query, await zoneOf(ctx))
  const own = sql`workspace_id = ${ctx.workspaceId}::uuid and ${inCampaign(ctx, query)}`
  const rows = sql`${own} and day between ${start}::date and ${end}::date`
  const statement: RawBuilder<Counts> = sql`
    select s.*,
      (select coalesce(sum(charge_micros), 0)::bigint from daily_costs where ${rows}) as cost_micros,
      (select count(*) from (select distinct contact_id from email_events
        where ${own} and stat_day between ${start}::date and ${end}::date
          and event_type = 'sent' and not sandbox_mode and contact_id is not null) c) as contacts
    from (select coalesce(sum(sends), 0) as sends, coalesce(sum(replies), 0) as replies,
      coalesce(sum(replies_positive), 0) as replies_positive from daily_campaign_stats where ${rows}) s`
  const counts = await onlyRow(ctx, statement)
  const per = (units: number, of = 1) => {
    const micros = ratio(counts.cost_micros * of, units)
    return micros && Math.round(micros)
  }
  return {
    ...counts,
    cost_per_lead_micros: per(counts.contacts),
    cost_per_mille_micros: per(counts.sends, 1000),
    cost_per_reply_micros: per(counts.replies),
    cost_per_positive_reply_micros: per(counts.replies_positive),
  }
}
