import type { ReactTable } from '@tanstack/react-table'
import type { RefObject } from 'react'
import { useHotkeys } from '@/hooks/use-hotkeys'
import type { Campaign } from '@/lib/campaigns/schemas/campaign'
import type { campaignFeatures } from './columns'

const HEADER = 32
const FRAMES_TO_RENDER = 10

type Keys = {
  table: Pick<ReactTable<typeof campaignFeatures, Campaign>, 'getRowModel'>
  body: RefObject<HTMLElement | null>
  /** The row that Tab reaches, where moving starts. */
  active: number
  rowHeight: number
}

/** Moves through rows and acts on the one with the focus ring. Space and Enter leave a focused control to itself. */
export function useTableKeys({ table, body, active, rowHeight }: Keys): void {
  const { rows } = table.getRowModel()
  const element = (index: number) => body.current?.querySelector<HTMLElement>(`[data-index="${index}"]`) ?? null
  const onRow = (): boolean => document.activeElement?.getAttribute('role') === 'row'

  const focus = (index: number, frames: number): void => {
    const row = element(index)
    if (row) row.focus({ preventScroll: true })
    else if (frames > 0) requestAnimationFrame(() => focus(index, frames - 1))
  }
  const move = (by: number): void => {
    const from = focusedIndex(body.current)
    const target = from === null ? active : Math.min(rows.length - 1, Math.max(0, from + by))
    reveal(body.current, target * rowHeight, rowHeight)
    focus(target, FRAMES_TO_RENDER)
  }
  const arrow = (by: number) => () => (onRow() ? move(by) : false)
  const press = (selector: string) => () => {
    if (!onRow()) return false
    document.activeElement?.querySelector<HTMLElement>(selector)?.click()
  }
  const select = (event: KeyboardEvent) => {
    const row = rows[focusedIndex(body.current) ?? -1]
    if (!row) return false
    row.getToggleSelectedHandler()({ target: { checked: !row.getIsSelected() }, shiftKey: event.shiftKey })
  }
  useHotkeys({
    j: () => move(1),
    k: () => move(-1),
    arrowdown: arrow(1),
    arrowup: arrow(-1),
    x: select,
    ' ': press('[role="switch"]'),
    enter: press('a'),
  })
}

function focusedIndex(body: HTMLElement | null): number | null {
  const focused = document.activeElement
  const row = body?.contains(focused) ? focused?.closest('[data-index]') : null
  return row ? Number(row.getAttribute('data-index')) : null
}

/** All rows are equally high, so that the place of one that is not in the document is known, too. */
function reveal(body: HTMLElement | null, top: number, height: number): void {
  const scroller = document.getElementById('main')
  if (!body || !scroller) return
  const offset = body.offsetTop + top
  if (offset - HEADER < scroller.scrollTop) scroller.scrollTop = offset - HEADER
  else if (offset + height > scroller.scrollTop + scroller.clientHeight) {
    scroller.scrollTop = offset + height - scroller.clientHeight
  }
}
