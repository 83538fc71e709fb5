import type { RefObject } from 'react'
import { useHotkeys } from '@/hooks/use-hotkeys'

/** j, k and the arrows move from row to row; Enter opens the one with the focus, as on any button. */
export function useEventKeys(body: RefObject<HTMLElement | null>): void {
  const focused = () => document.activeElement?.closest<HTMLElement>('[data-index]') ?? null
  const move = (by: number) => () => {
    const from = focused()
    const index = from ? Number(from.dataset.index) + by : 0
    const row = body.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)
    row?.querySelector('button')?.focus()
    row?.scrollIntoView({ block: 'nearest' })
  }
  const arrow = (by: number) => () => (focused() ? move(by)() : false)
  useHotkeys({ j: move(1), k: move(-1), arrowdown: arrow(1), arrowup: arrow(-1) })
}
