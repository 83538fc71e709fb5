'use client'

import { type ReactNode, useEffect, useRef, useState } from 'react'

const NEAR = '300px'

/** One drawing per frame: a page of charts answers to keys and clicks while they appear. */
let turn: Promise<void> = Promise.resolve()
function inTurn(draw: () => void): void {
  turn = turn.then(
    () =>
      new Promise((done) => {
        requestAnimationFrame(() => {
          draw()
          setTimeout(done)
        })
      }),
  )
}

/** Draws its content once that comes near the window; drawn, it stays. */
export function InView({ fallback, children }: { fallback?: ReactNode; children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null)
  const [isNear, setNear] = useState(false)
  useEffect(() => {
    const { current } = place
    if (!current) return
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (!entry?.isIntersecting) return
        observer.disconnect()
        inTurn(() => setNear(true))
      },
      { root: document.getElementById('main'), rootMargin: NEAR },
    )
    observer.observe(current)
    return () => observer.disconnect()
  }, [])
  return (
    <div ref={place} className="size-full">
      {isNear ? children : fallback}
    </div>
  )
}
