'use client'

import type { Dashboard } from '@/lib/metrics/schemas'
import type { WidgetId } from '@/lib/ui/dashboard-layout'
import { formatCompact, formatRate } from '@/lib/ui/numbers'
import { plural } from '@/lib/ui/time'

const SENTENCES: Record<WidgetId, (data: Dashboard, campaigns: number) => string> = {
  metrics: ({ summary }) => `${formatCompact(summary.sends)} sends`,
  'campaign-pulse': ({ pulse }) => `${formatCompact(pulse.running)} running`,
  'sends-optout': ({ summary }) => `${formatRate(summary.opt_out_rate)} opted out`,
  'click-reply': ({ summary }) => `${formatRate(summary.reply_rate)} replied`,
  'step-breakdown': ({ steps }) => plural(steps.filter(({ step }) => step > 0).length, 'step'),
  'campaign-stats': ({ campaigns }) => plural(campaigns.length, 'campaign'),
  'campaign-management': (_data, campaigns) => plural(campaigns, 'campaign'),
}

/** A closed widget in a few words. */
export function Headline({ id, data, campaigns }: { id: WidgetId; data: Dashboard; campaigns: number }) {
  return SENTENCES[id](data, campaigns)
}
