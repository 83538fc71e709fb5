import { type RefObject, useEffect } from 'react'

const AHEAD_PX = 1500

/** Loads the next page before the end of a list inside `main` comes into view. */
export function useLoadMore({
  body,
  isEnabled,
  load,
  rows,
}: {
  body: RefObject<HTMLElement | null>
  isEnabled: boolean
  load: () => void
  rows: number
}): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: with more rows the end lies elsewhere
  useEffect(() => {
    const scroller = document.getElementById('main')
    if (!isEnabled || !scroller) return
    const check = () => {
      const end = body.current?.getBoundingClientRect().bottom ?? Number.POSITIVE_INFINITY
      if (end - scroller.getBoundingClientRect().bottom < AHEAD_PX) load()
    }
    check()
    scroller.addEventListener('scroll', check, { passive: true })
    return () => scroller.removeEventListener('scroll', check)
  }, [body, isEnabled, load, rows])
}
