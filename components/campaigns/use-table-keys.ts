import type { ReactTable } from '@tanstack/react-table'
import type { RefObject } from 'react'
import { useHotkeys } from '@/hooks/use-hotkeys'
import type { Campaign } from '@/lib/campaigns/schemas/campaign'
import type { campaignFeatures } from './columns'

type Keys = {
  table: Pick<ReactTable<typeof campaignFeatures, Campaign>, 'getRowModel'>
  body: RefObject<HTMLElement | null>
  active: number
  setActive: (index: number) => void
  rowHeight: number
}

/** Moves through rows and acts on the one with the focus ring. Space and Enter leave a focused control to itself. */
export function useTableKeys({ table, body, active, setActive, rowHeight }: Keys): void {
  const { rows } = table.getRowModel()
  const element = (index: number) => body.current?.querySelector<HTMLElement>(`[data-index="${index}"]`) ?? null
  const onRow = (): boolean => document.activeElement?.getAttribute('role') === 'row'
  const isInside = (): boolean => body.current?.contains(document.activeElement) === true

  const move = (by: number): void => {
    const target = isInside() ? Math.min(rows.length - 1, Math.max(0, active + by)) : active
    setActive(target)
    reveal(body.current, target * rowHeight, rowHeight)
    requestAnimationFrame(() => element(target)?.focus())
  }
  const arrow = (by: number) => () => (onRow() ? move(by) : false)
  const select = (event: KeyboardEvent) => {
    const row = rows[active]
    if (!row || !isInside()) return false
    row.getToggleSelectedHandler()({ target: { checked: !row.getIsSelected() }, shiftKey: event.shiftKey })
  }
  const press = (selector: string) => () => {
    if (!onRow()) return false
    element(active)?.querySelector<HTMLElement>(selector)?.click()
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

/** All rows are equally high, so that of a row that is not in the document is known, too. */
function reveal(body: HTMLElement | null, top: number, height: number): void {
  const scroller = document.getElementById('main')
  if (!body || !scroller) return
  const header = 32
  const offset = body.offsetTop + top
  if (offset - header < scroller.scrollTop) scroller.scrollTop = offset - header
  else if (offset + height > scroller.scrollTop + scroller.clientHeight) {
    scroller.scrollTop = offset + height - scroller.clientHeight
  }
}
