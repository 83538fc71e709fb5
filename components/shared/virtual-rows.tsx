'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, type RefObject, useEffect, useState } from 'react'

const OVERSCAN = 8
/** What the server renders before the real window is known. */
const FIRST_WINDOW = { width: 1440, height: 900 }

/** Rows of one height inside `main`; only those near the window are in the document. */
export function VirtualRows({
  count,
  rowHeight,
  body,
  renderRow,
}: {
  count: number
  rowHeight: number
  body: RefObject<HTMLElement | null>
  renderRow: (index: number) => ReactNode
}) {
  // Nothing before the first commit: the server knows no place either, and its rows must be met by the same ones.
  const [top, setTop] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: with other rows the list may begin elsewhere
  useEffect(() => setTop(body.current?.offsetTop ?? 0), [body, count, rowHeight])
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => document.getElementById('main'),
    estimateSize: () => rowHeight,
    scrollMargin: top,
    overscan: OVERSCAN,
    initialRect: FIRST_WINDOW,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: cards and rows differ in height
  useEffect(() => virtualizer.measure(), [rowHeight])
  const items = virtualizer.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? -1
  return (
    <>
      <div style={{ height: first * rowHeight }} aria-hidden />
      {items.map(({ index }) => renderRow(index))}
      <div style={{ height: (count - 1 - last) * rowHeight }} aria-hidden />
    </>
  )
}
