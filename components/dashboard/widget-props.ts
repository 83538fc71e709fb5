import type { Dashboard } from '@/lib/metrics/schemas'
import type { ExtraTile } from '@/lib/ui/dashboard-layout'
import type { DateRange } from '@/lib/ui/date-range'

/** What a widget is given to show. `range` is what `data` covers, not what may be on its way. */
export type WidgetProps = {
  data: Dashboard
  range: DateRange
  campaign: string | null
  extraTiles: readonly ExtraTile[]
  /** How often the figures are read anew. */
  intervalMs: number
}

/** Charts of the page that share one crosshair. */
export const DAYS = 'overview-days'
