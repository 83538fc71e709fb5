'use client'

import dynamic from 'next/dynamic'
import { InView } from './in-view'
import type { Tone } from './series'

export type SparklineProps = {
  /** Oldest first; null is passed over. */
  values: readonly (number | null)[]
  /** The sentence that screen readers get. */
  summary: string
  tone?: Tone
}

const Plot = dynamic(() => import('./sparkline-plot').then((module) => module.SparklinePlot), { ssr: false })

/** The course of a figure in 32 px, without axes. */
export function Sparkline({ summary, ...plot }: SparklineProps) {
  return (
    <div role="img" aria-label={summary} className="h-8">
      <InView>{plot.values.length > 1 && <Plot {...plot} />}</InView>
    </div>
  )
}
