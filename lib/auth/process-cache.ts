import { type Runtime, runtime } from '@/lib/runtime'

type Entry<T> = { value: T; until: number }
type Store = Map<string, Entry<unknown>>
// Next bundles a module into several chunks; what one forgets, all must forget.
const registry = globalThis as typeof globalThis & { __sovereignCaches?: WeakMap<Runtime, Map<string, Store>> }

const MAX_ENTRIES = 10_000

function storeOf(name: string): Store {
  registry.__sovereignCaches ??= new WeakMap()
  const stores = registry.__sovereignCaches.get(runtime()) ?? new Map<string, Store>()
  registry.__sovereignCaches.set(runtime(), stores)
  const store = stores.get(name) ?? new Map<string, Entry<unknown>>()
  stores.set(name, store)
  return store
}

/** A small per-process cache with one lifetime. For answers that may be stale by that much, never for a decision to write. */
export function processCache<T>(name: string, ttlMs: number) {
  return {
    get(key: string): T | undefined {
      const entry = storeOf(name).get(key) as Entry<T> | undefined
      return entry && entry.until > Date.now() ? entry.value : undefined
    },
    set(key: string, value: T): void {
      const store = storeOf(name)
      const oldest = store.size >= MAX_ENTRIES ? store.keys().next().value : undefined
      if (oldest !== undefined) store.delete(oldest)
      store.delete(key)
      store.set(key, { value, until: Date.now() + ttlMs })
    },
    forget(isStale: (key: string) => boolean): void {
      const store = storeOf(name)
      for (const key of store.keys()) if (isStale(key)) store.delete(key)
    },
  }
}
