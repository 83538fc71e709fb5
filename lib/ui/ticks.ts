const MOST_STEPS = 3
const NICE = [1, 2, 2.5, 5, 10]

/** Where an axis from 0 draws its lines: at most four, evenly apart, at round numbers, the last one not below `max`. */
export function niceTicks(max: number, { whole = false } = {}): number[] {
  if (!(max > 0)) return whole ? [0, 1] : [0]
  const rough = max / MOST_STEPS
  const magnitude = 10 ** Math.floor(Math.log10(rough))
  const fits = (step: number) => step * MOST_STEPS >= max * (1 - 1e-9) && (!whole || Number.isInteger(step))
  const step = NICE.map((nice) => nice * magnitude).find(fits) ?? Math.ceil(rough)
  const count = Math.max(1, Math.ceil(max / step - 1e-9))
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)))
}
