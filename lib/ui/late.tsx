import { type ComponentType, lazy, Suspense } from 'react'

/**
 * Parts that a page does not need to be seen and used: tooltips, toasts, menus, dialogs. Each is fetched when it is
 * first needed or, once the page has settled, ahead of need, so that they are there when the network is not. One that
 * cannot be fetched renders nothing, rather than taking the page with it.
 */
const SETTLED_MS = 5000
const ahead = new Set<() => Promise<unknown>>()
let isSettled = false

export type Late<P> = ComponentType<P> & { preload: () => Promise<unknown> }

export function late<P extends object>(fetchPart: () => Promise<ComponentType<P>>): Late<P> {
  ahead.add(fetchPart)
  if (isSettled) fetchAhead(fetchPart)
  const Part = lazy(() =>
    fetchPart()
      .catch((): ComponentType<P> => () => null)
      .then((part) => ({ default: part })),
  )
  const withoutWaiting = (props: P) => (
    <Suspense>
      <Part {...props} />
    </Suspense>
  )
  return Object.assign(withoutWaiting, { preload: fetchPart })
}

/** Fetches every late part while nothing else is going on. Returns how to call it off. */
export function fetchLateParts(): () => void {
  const timer = setTimeout(() => {
    isSettled = true
    for (const fetchPart of ahead) fetchAhead(fetchPart)
  }, SETTLED_MS)
  return () => clearTimeout(timer)
}

const fetchAhead = (fetchPart: () => Promise<unknown>): void => {
  fetchPart().catch(() => undefined)
}
