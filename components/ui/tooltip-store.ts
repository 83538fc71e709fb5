/** A sentence, or how to word it at the moment it is looked at. */
export type TooltipContent = string | (() => string)
export type ShownTooltip = { anchor: HTMLElement; text: string; side: 'top' | 'right' | 'bottom' | 'left' }

const DELAY_MS = 300
const GRACE_MS = 100

let shown: ShownTooltip | null = null
let coming: HTMLElement | null = null
let timer: ReturnType<typeof setTimeout> | undefined
const listeners = new Set<() => void>()

function set(next: ShownTooltip | null): void {
  shown = next
  for (const listener of listeners) listener()
}

export function showTooltip(anchor: HTMLElement, content: TooltipContent, side: ShownTooltip['side']): void {
  if (coming === anchor) return
  clearTimeout(timer)
  coming = anchor
  const show = () => {
    const text = typeof content === 'string' ? content : content()
    if (anchor.isConnected) set({ anchor, text, side })
  }
  timer = setTimeout(show, shown ? 0 : DELAY_MS)
}

/** Leaves time to move onto the bubble itself. */
export function hideTooltip(): void {
  clearTimeout(timer)
  coming = null
  timer = setTimeout(() => set(null), GRACE_MS)
}

export const keepTooltip = (): void => clearTimeout(timer)
export const shownTooltip = (): ShownTooltip | null => shown
export function subscribeTooltip(listener: () => void): () => void {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}
