import { useEffect, useRef } from 'react'

/** Calls `act` at once, then at most every `everyMs`; what is asked for in between happens once, at the end. */
export function useThrottled(act: () => void, everyMs: number): () => void {
  const latest = useRef(act)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const lastAt = useRef(0)
  useEffect(() => {
    latest.current = act
  })
  useEffect(() => () => clearTimeout(timer.current), [])
  return () => {
    const run = () => {
      timer.current = undefined
      lastAt.current = Date.now()
      latest.current()
    }
    timer.current ??= setTimeout(run, Math.max(0, lastAt.current + everyMs - Date.now()))
  }
}
