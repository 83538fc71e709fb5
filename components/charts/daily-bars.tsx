'use client'

import { BarChartFrame, type BarsProps } from './bar-chart-frame'

/** Bars side by side, one group per day or name; the last one is hatched while it is still growing. */
export const DailyBars = (props: BarsProps) => <BarChartFrame {...props} isStacked={false} />
