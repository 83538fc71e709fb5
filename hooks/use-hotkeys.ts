import { useEffect, useRef } from 'react'

/** Key as the browser names it, `Mod+` in front for Ctrl or Cmd. Returning false leaves the key to the browser. */
export type Hotkeys = Record<string, (event: KeyboardEvent) => boolean | undefined>

/** Page-wide keys: off while typing, while a menu or dialog is open, and for anything another handler took. */
export function useHotkeys(keys: Hotkeys): void {
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.isComposing || event.altKey || isTyping(event.target)) return
      const modified = event.ctrlKey || event.metaKey
      const name = `${modified ? 'Mod+' : ''}${event.key.length === 1 ? event.key.toLowerCase() : event.key}`
      const act = latest.current[name]
      if (!act || (!modified && document.querySelector('[role="dialog"],[role="menu"]'))) return
      if (act(event) !== false) event.preventDefault()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))
}
