import { type ComponentType, lazy, type ReactNode, Suspense, startTransition, useEffect, useState } from 'react'

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

/**
 * Around a lazy part that the server renders at once and whose code, `fetchPart`, follows the page's own. Until that is
 * there, what the server rendered stands still: at an update React would take it away for the fallback, from under a
 * pointer that is pressing.
 */
export function Following({
  fetchPart,
  fallback,
  children,
}: {
  fetchPart: () => Promise<unknown>
  fallback: ReactNode
  children: ReactNode
}) {
  const [isThere, setThere] = useState(false)
  useEffect(() => {
    // One that cannot be fetched says so itself.
    fetchPart().then(
      () => startTransition(() => setThere(true)),
      () => undefined,
    )
  }, [fetchPart])
  const current = <Suspense fallback={fallback}>{children}</Suspense>
  const [first] = useState(current)
  return isThere ? current : first
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
