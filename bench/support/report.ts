/** One line per measure: the value beside what it is compared with in the same run, and whether the target is met. */
export type Measure = {
  name: string
  value: number
  unit: string
  baseline: number | null
  ratio: number | null
  target: string
  ok: boolean
}

export function measure(
  name: string,
  unit: string,
  value: number,
  baseline: number | null,
  target: string,
  ok: boolean,
): Measure {
  const ratio = baseline ? round(value / baseline) : null
  return { name, value: round(value), unit, baseline: baseline === null ? null : round(baseline), ratio, target, ok }
}

/** What one round measured, and what the baseline did right after. */
export type Pair = { value: number; baseline: number }

/**
 * The medians of both and of the ratios within each pair: a machine's speed drifts by half within minutes, and does so under
 * both. Met from a ratio of `least` on.
 */
export function measurePairs(name: string, unit: string, pairs: Pair[], least: number): Measure {
  const median = (read: (pair: Pair) => number) => quantile(pairs.map(read), 0.5)
  const ratio = median(({ value, baseline }) => value / baseline)
  const [value, baseline] = [median((pair) => pair.value), median((pair) => pair.baseline)]
  return { ...measure(name, unit, value, baseline, `ratio >= ${least}`, ratio >= least), ratio: round(ratio) }
}

/** The p-th quantile (0..1) of unsorted samples. */
export function quantile(samples: number[], p: number): number {
  const sorted = [...samples].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? Number.NaN
}

/** Milliseconds that `work` took. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return performance.now() - startedAt
}

export function print(measures: Measure[], asJson: boolean): void {
  for (const one of measures) {
    const line = asJson
      ? JSON.stringify(one)
      : `${one.ok ? 'ok  ' : 'MISS'} ${one.name.padEnd(34)} ${one.value} ${one.unit}  (baseline ${one.baseline ?? '-'}, ratio ${one.ratio ?? '-'}, target ${one.target})`
    process.stdout.write(`${line}\n`)
  }
  if (measures.some((one) => !one.ok)) process.exitCode = 1
}

const round = (value: number) => Math.round(value * 100) / 100
