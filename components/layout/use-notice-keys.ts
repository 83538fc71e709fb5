import type { KeyboardEvent, RefObject } from 'react'

type Acts = { toggleRead: (id: string) => void; dismiss: (id: string) => void; undo: () => void }

/** Arrows or j and k move between notices, u marks, Delete or x dismisses, Ctrl or Cmd+z takes that back; Enter opens. */
export function useNoticeKeys(body: RefObject<HTMLElement | null>, acts: Acts) {
  return (event: KeyboardEvent<HTMLElement>): void => {
    if (event.altKey || !body.current) return
    if (event.ctrlKey || event.metaKey) {
      if (event.key !== 'z') return
      acts.undo()
      event.preventDefault()
      return
    }
    const rows = [...body.current.querySelectorAll<HTMLElement>('[data-notice]')]
    const at = rows.findIndex((row) => row.contains(document.activeElement))
    const key = event.key.toLowerCase()
    if (key === 'arrowdown' || key === 'j') focusRow(rows[Math.min(rows.length - 1, at + 1)])
    else if (key === 'arrowup' || key === 'k') focusRow(rows[Math.max(0, at - 1)])
    else if (key === 'u' && at >= 0) acts.toggleRead(idOf(rows[at]))
    else if ((key === 'delete' || key === 'x') && at >= 0) {
      // The row goes; its neighbour takes the focus.
      focusRow(rows[at + 1] ?? rows[at - 1] ?? body.current)
      acts.dismiss(idOf(rows[at]))
    } else return
    event.preventDefault()
  }
}

const idOf = (row: HTMLElement | undefined): string => row?.dataset.notice ?? ''

function focusRow(row: HTMLElement | undefined): void {
  const target = row?.querySelector<HTMLElement>('a, button') ?? row
  target?.focus()
  target?.scrollIntoView({ block: 'nearest' })
}
