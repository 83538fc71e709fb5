import type { ExternalToast } from 'sonner'

/** Toasts, loaded with the first one: nobody needs them to see a page. Same keys replace each other. */
type Show = (title: string, options?: ExternalToast) => void

let asked = false
const { promise: place, resolve: toasterIsThere } = Promise.withResolvers<void>()

export { toasterIsThere }

const listeners = new Set<() => void>()

/** True once a toast was wanted: from then on there must be a place for it. */
export const toastsWanted = (): boolean => asked
export function subscribeToasts(listener: () => void): () => void {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

const show =
  (kind: 'message' | 'error' | 'warning'): Show =>
  (title, options) => {
    asked = true
    for (const listener of listeners) listener()
    Promise.all([import('sonner'), place]).then(
      ([{ toast }]) => toast[kind](title, options),
      () => undefined,
    )
  }

export const notify = show('message')
export const notifyError = show('error')
export const notifyWarning = show('warning')
export const dismissToast = (id: string): void => {
  void import('sonner').then(({ toast }) => toast.dismiss(id))
}

/** What went wrong, in its own words. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
