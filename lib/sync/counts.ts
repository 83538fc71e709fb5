/** What one pass over an engine did; `error` is the first reason why it could not be asked. */
export type SyncCounts = { checked: number; updated: number; errored: number; skipped: boolean; error: string | null }

export const NOTHING_SYNCED: SyncCounts = { checked: 0, updated: 0, errored: 0, skipped: false, error: null }

export const addCounts = (sum: SyncCounts, one: SyncCounts): SyncCounts => ({
  checked: sum.checked + one.checked,
  updated: sum.updated + one.updated,
  errored: sum.errored + one.errored,
  skipped: sum.skipped || one.skipped,
  error: sum.error ?? one.error,
})
