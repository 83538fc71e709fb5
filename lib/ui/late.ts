import type { ComponentType } from 'react'

/**
 * Parts that a page does not need to be seen and used: tooltips, toasts, menus. Each is fetched when it is first needed
 * or, once the page has settled, ahead of need, so that they are there when the network is not. One that cannot be
 * fetched renders nothing, rather than taking the page with it.
 */
const SETTLED_MS = 5000
const ahead = new Set<() => Promise<unknown>>()
let isWarm = false

export function late<P extends object>(fetchPart: () => Promise<ComponentType<P>>) {
  ahead.add(fetchPart)
  if (isWarm) void fetchPart().catch(() => undefined)
  return () =>
    fetchPart()
      .catch((): ComponentType<P> => () => null)
      .then((part) => ({ default: part }))
}

/** Fetches every late part while nothing else is going on. Returns how to call it off. */
export function fetchLateParts(): () => void {
  const timer = setTimeout(() => {
    isWarm = true
    for (const fetchPart of ahead) void fetchPart().catch(() => undefined)
  }, SETTLED_MS)
  return () => clearTimeout(timer)
}
