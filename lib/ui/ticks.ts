const MOST_STEPS = 3
const NICE = [1, 2, 2.5, 5, 10]

/**
 * Where an axis from 0 draws its lines: at most four, evenly apart, at round numbers, the last one not below `max`. No two
 * are closer than `unit`, the smallest difference its labels can tell.
 */
export function niceTicks(max: number, unit = 0): number[] {
  if (!(max > 0)) return unit > 0 ? [0, unit] : [0]
  const rough = max / MOST_STEPS
  const magnitude = 10 ** Math.floor(Math.log10(rough))
  const isWhole = (steps: number) => Math.abs(steps - Math.round(steps)) < 1e-6
  const fits = (step: number) =>
    step * MOST_STEPS >= max * (1 - 1e-9) && (unit === 0 || (step >= unit * (1 - 1e-9) && isWhole(step / unit)))
  const step = NICE.map((nice) => nice * magnitude).find(fits) ?? Math.ceil(rough / unit) * unit
  const count = Math.max(1, Math.ceil(max / step - 1e-9))
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)))
}
