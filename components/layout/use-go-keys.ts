import { useRouter, useSearchParams } from 'next/navigation'
import { useRef } from 'react'
import { useHotkeys } from '@/hooks/use-hotkeys'
import { keepParams } from '@/lib/ui/keep-params'
import { NAV_ITEMS } from './nav-items'

const PAUSE_MS = 1000

/** `g`, then a page's letter. Any other key in between is its own. */
export function useGoKeys(): void {
  const router = useRouter()
  const present = useSearchParams()
  const pressedAt = useRef(0)
  const go = (href: string) => () => {
    if (Date.now() - pressedAt.current > PAUSE_MS) return false
    pressedAt.current = 0
    return router.push(keepParams(href, present))
  }
  useHotkeys({
    ...Object.fromEntries(NAV_ITEMS.map(({ go: key, href }) => [key, go(href)])),
    g: () => {
      pressedAt.current = Date.now()
    },
  })
}
