/** What to do about one campaign after its workflow was read from the engine (spec 05 §6). Pure, so that every pair is testable. */
export type Known = {
  status: string
  desired_active: boolean
  n8n_status: string
  n8n_workflow_name: string | null
  has_open_intent: boolean
  /** Another campaign of the workspace wants the same workflow on. */
  is_shared_on: boolean
  missing_since: string | null
}
export type Seen = { active: boolean; archived: boolean; name: string } | null

export type Decision =
  | { kind: 'leave' }
  /** The engine's state is recorded; nobody's wish is touched. */
  | { kind: 'observe'; n8n_status: 'active' | 'inactive' }
  /** Switched off by a person inside the engine: followed. */
  | { kind: 'adopt_pause' }
  /** Switched on against a pause: recorded, and switched off again. */
  | { kind: 'hold_pause' }
  | { kind: 'mark_missing' }
  | { kind: 'deleted' }

/** A workflow is only called deleted after two reads this far apart. */
export const MISSING_FOR_MS = 10_000

export function decide(known: Known, seen: Seen, nowMs: number): Decision {
  if (seen === null) return decideMissing(known, nowMs)
  if (known.has_open_intent) return { kind: 'leave' }
  const active = seen.active && !seen.archived
  if (active) {
    if (!known.desired_active && !known.is_shared_on) return { kind: 'hold_pause' }
    // An error was proved by its effects; the flag alone does not clear it.
    return known.n8n_status === 'active' || known.n8n_status === 'error'
      ? { kind: 'leave' }
      : { kind: 'observe', n8n_status: 'active' }
  }
  if (known.desired_active) return { kind: 'adopt_pause' }
  return known.n8n_status === 'inactive' ? { kind: 'leave' } : { kind: 'observe', n8n_status: 'inactive' }
}

function decideMissing(known: Known, nowMs: number): Decision {
  if (known.n8n_status === 'deleted') return { kind: 'leave' }
  if (known.missing_since === null) return { kind: 'mark_missing' }
  return nowMs - Date.parse(known.missing_since) >= MISSING_FOR_MS ? { kind: 'deleted' } : { kind: 'leave' }
}
