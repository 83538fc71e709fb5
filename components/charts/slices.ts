import type { Tone } from './series'

export type Slice = {
  key: string
  label: string
  value: number
  /** Stands for several or for none, and cannot be selected. */
  isOther?: boolean
}
export type DrawnSlice = Slice & { tone: Tone; share: number; isOther: boolean }

const MOST = 6
const TONES: readonly Tone[] = [1, 2, 3, 4, 5, 6]

/** Largest first, at most six: what is left over becomes "Other". Shares are 0..1 of the whole. */
export function drawnSlices(slices: readonly Slice[]): DrawnSlice[] {
  const sorted = slices.filter(({ value }) => value > 0).sort((a, b) => b.value - a.value)
  const total = sorted.reduce((sum, { value }) => sum + value, 0)
  const isFolded = sorted.length > MOST
  const shown = isFolded ? sorted.slice(0, MOST - 1) : sorted
  const rest = sorted.slice(shown.length).reduce((sum, { value }) => sum + value, 0)
  const all = [
    ...shown.map((slice) => ({ ...slice, isOther: slice.isOther ?? false })),
    ...(isFolded ? [{ key: 'other', label: 'Other', value: rest, isOther: true }] : []),
  ]
  return all.map((slice, index) => ({ ...slice, tone: TONES[index] ?? 6, share: slice.value / total }))
}
