'use client'

import { cloneElement, type ReactElement, type ReactNode, Suspense, useState } from 'react'

type TriggerProps = {
  onClick?: () => void
  onPointerEnter?: () => void
  onFocus?: () => void
  'aria-haspopup'?: 'menu' | 'dialog'
  'aria-expanded'?: boolean
}

/** A button whose menu is loaded when the pointer comes near and opens with the first press. */
export function DeferredMenu({
  trigger,
  kind = 'menu',
  preload,
  children,
}: {
  trigger: ReactElement<TriggerProps>
  kind?: 'menu' | 'dialog'
  preload: () => Promise<unknown>
  /** The menu, open at once, around its trigger. */
  children: (trigger: ReactElement) => ReactNode
}) {
  const [isWanted, setWanted] = useState(false)
  const open = () =>
    void preload().then(
      () => setWanted(true),
      () => undefined,
    )
  const fetchAhead = () => void preload().catch(() => undefined)
  const waiting = cloneElement(trigger, {
    onClick: open,
    onPointerEnter: fetchAhead,
    onFocus: fetchAhead,
    'aria-haspopup': kind,
    'aria-expanded': false,
  })
  return isWanted ? <Suspense fallback={waiting}>{children(trigger)}</Suspense> : waiting
}
