import { createContext, useContext, useSyncExternalStore } from 'react'
import { serverNow } from '@/lib/ui/clock'

/** When the server rendered this page: the "now" of the first paint, so that hydration finds the same words. */
export const RenderedAt = createContext(0)

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | null = null

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(() => {
    if (!document.hidden) for (const each of listeners) each()
  }, 1000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0 || !timer) return
    clearInterval(timer)
    timer = null
  }
}

/** A text that depends on the time, computed every second; the component renders only when the text changes. */
export function useTicked(compute: (nowMs: number) => string): string {
  const renderedAt = useContext(RenderedAt)
  return useSyncExternalStore(
    subscribe,
    () => compute(serverNow()),
    () => compute(renderedAt),
  )
}
