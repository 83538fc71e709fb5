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
  const [wanted, setWanted] = useState(false)
  const load = () => void preload()
  const waiting = cloneElement(trigger, {
    onClick: () => setWanted(true),
    onPointerEnter: load,
    onFocus: load,
    'aria-haspopup': kind,
    'aria-expanded': false,
  })
  return wanted ? <Suspense fallback={waiting}>{children(trigger)}</Suspense> : waiting
}
