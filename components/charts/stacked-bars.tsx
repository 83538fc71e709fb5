'use client'

import { BarChartFrame, type BarsProps } from './bar-chart-frame'

/** Bars on top of each other, so that each bar is a total and its parts. `line` draws a limit across, such as a budget. */
export const StackedBars = (props: BarsProps) => <BarChartFrame {...props} isStacked />
