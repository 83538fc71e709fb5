import { useState } from 'react'

/**
 * Live rows wait behind a pill: what came in above the rows already shown is held back until asked for, so that nothing
 * moves under the pointer. `list` names what is listed; another list starts anew.
 */
export function useNewRows<T extends { id: string }>(rows: readonly T[], list: string) {
  const [known, setKnown] = useState<{ list: string; ids: ReadonlySet<string> } | null>(null)
  const isKnown = known?.list === list && known.ids.size > 0
  if (!isKnown && rows.length > 0) setKnown({ list, ids: idsOf(rows) })
  const first = isKnown ? rows.findIndex(({ id }) => known.ids.has(id)) : 0
  // None of the known rows is left: this is another page of the world, shown as it is.
  const held = Math.max(0, first)
  return {
    shown: held > 0 ? rows.slice(held) : rows,
    held,
    showHeld: () => setKnown({ list, ids: idsOf(rows) }),
  }
}

const idsOf = (rows: readonly { id: string }[]): ReadonlySet<string> => new Set(rows.map(({ id }) => id))
