import { useEffect, useRef } from 'react'

/** The browser's name of the key in lower case, `mod+` in front for Ctrl or Cmd. Returning false leaves it to the browser. */
export type Hotkeys = Record<string, (event: KeyboardEvent) => unknown>

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
      const name = `${modified ? 'mod+' : ''}${event.key.toLowerCase()}`
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
