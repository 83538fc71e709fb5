import { useMemo, useState } from 'react'
import type { ChartRow } from './series'

/** The crosshair stands in every chart of the page, its box only in the one under the pointer. */
export function useCrosshair(rows: readonly ChartRow[]) {
  const [isPointed, setPointed] = useState(false)
  const byKey = useMemo(() => new Map(rows.map((row) => [row.key, row])), [rows])
  return {
    rowAt: (label: unknown) => (isPointed ? byKey.get(String(label)) : undefined),
    pointer: {
      onPointerEnter: () => setPointed(true),
      onPointerLeave: () => setPointed(false),
    },
  }
}
