import type { Campaign } from '@/lib/campaigns/schemas/campaign'
import { ageMs, formatAge, formatAgo } from './time'

/**
 * What the chip beside a switch may claim: a pure decision over the three facts and their ages. The switch says what
 * was asked for; the chip says what was last seen, and is green only for a fresh observation with a live proof.
 */
export const FRESH_MS = 90_000
export const STALE_MS = 300_000
/** An engine's triggers appear within this after it answered; later than that, silence is no longer "starting". */
const SETTLING_MS = 60_000
const SHOW_ELAPSED_AFTER_MS = 3000

export type ChipKind =
  | 'starting'
  | 'pausing'
  | 'running'
  | 'active_unproven'
  | 'running_aged'
  | 'paused'
  | 'paused_engine_on'
  | 'paused_still_answering'
  | 'on_engine_off'
  | 'not_answering'
  | 'not_confirmed'
  | 'workflow_missing'
  | 'engine_error'
  | 'not_linked'
  | 'draft'
  | 'completed'
  | 'archived'

export type ChipTone = 'success' | 'progress' | 'neutral' | 'warning' | 'danger' | 'info'
export type TruthChip = { kind: ChipKind; tone: ChipTone; label: string; detail: string }

export type ChipFacts = Pick<
  Campaign,
  | 'status'
  | 'desired_active'
  | 'desired_at'
  | 'n8n_status'
  | 'observed_at'
  | 'proof'
  | 'pending_intent'
  | 'n8n_workflow_id'
  | 'last_error'
  | 'paused_since'
> & { sync: Pick<Campaign['sync'], 'error'> }

/** A toggle that this browser has under way. */
export type LocalIntent = { desired: boolean; since: number } | null

const chip = (kind: ChipKind, tone: ChipTone, label: string, detail: string): TruthChip => ({
  kind,
  tone,
  label,
  detail,
})

/** The proof of the present decision; one made before it says nothing about it. */
export function currentProof({ proof, desired_at }: Pick<Campaign, 'proof' | 'desired_at'>): Campaign['proof'] {
  return proof && desired_at && Date.parse(proof.checked_at) < Date.parse(desired_at) ? null : proof
}

export function truthChip(campaign: ChipFacts, nowMs: number, local: LocalIntent): TruthChip {
  const facts = { ...campaign, proof: currentProof(campaign) }
  return (
    underWay(facts, nowMs, local) ??
    lifecycle(facts) ??
    unusable(facts) ??
    unconfirmed(facts, nowMs) ??
    disagreement(facts) ??
    (facts.desired_active ? on(facts, nowMs) : off(facts, nowMs))
  )
}

function underWay(facts: ChipFacts, nowMs: number, local: LocalIntent): TruthChip | null {
  if (local) return moving(local.desired, nowMs - local.since)
  const intent = facts.pending_intent
  if (intent && (intent.status === 'pending' || intent.status === 'applying')) {
    return moving(facts.desired_active, ageMs(intent.created_at, nowMs))
  }
  // The engine has answered; what follows within a minute is its proof. A refused change has none to wait for.
  const isProofAwaited = facts.last_error === null && (facts.proof === null || facts.proof.state === 'pending')
  if (!isProofAwaited || !facts.desired_at || !facts.n8n_workflow_id || !agrees(facts)) return null
  const elapsed = ageMs(facts.desired_at, nowMs)
  return elapsed < SETTLING_MS ? moving(facts.desired_active, elapsed) : null
}

function moving(desired: boolean, elapsedMs: number): TruthChip {
  const word = desired ? 'Starting…' : 'Pausing…'
  const label = elapsedMs > SHOW_ELAPSED_AFTER_MS ? `${word} ${formatAge(elapsedMs)}` : word
  const detail = desired
    ? 'The engine has been asked to start the workflow; its triggers are not confirmed yet.'
    : 'The engine has been asked to stop the workflow; that it stopped is not confirmed yet.'
  return chip(desired ? 'starting' : 'pausing', 'progress', label, detail)
}

function lifecycle(facts: ChipFacts): TruthChip | null {
  if (facts.status === 'archived') return chip('archived', 'neutral', 'Archived', 'Put away. It does not run.')
  if (facts.status === 'completed') return chip('completed', 'neutral', 'Completed', 'It has finished its work.')
  if (facts.n8n_workflow_id) return null
  return facts.status === 'draft'
    ? chip('draft', 'neutral', 'Draft', 'No workflow is linked yet, so there is nothing to start.')
    : chip('not_linked', 'warning', 'No workflow', 'The workflow was unlinked. Link one to start this campaign.')
}

function unusable(facts: ChipFacts): TruthChip | null {
  if (facts.n8n_status === 'deleted') {
    return chip('workflow_missing', 'danger', 'Workflow missing', 'The engine no longer has this workflow.')
  }
  if (facts.n8n_status !== 'error') return null
  const reason = facts.last_error ?? facts.sync.error ?? 'The engine reported an error without a reason.'
  return chip('engine_error', 'danger', 'Engine error', reason)
}

function unconfirmed(facts: ChipFacts, nowMs: number): TruthChip | null {
  if (!facts.observed_at) {
    if (facts.status === 'draft') return chip('draft', 'neutral', 'Draft', 'Never started.')
    return chip('not_confirmed', 'warning', 'Not confirmed', facts.sync.error ?? 'The engine has not been asked yet.')
  }
  const age = ageMs(facts.observed_at, nowMs)
  if (facts.n8n_status !== 'unknown' && age <= STALE_MS) return null
  const reason = facts.sync.error ?? `The engine last answered ${formatAgo(age)}.`
  return chip('not_confirmed', 'warning', `Not confirmed, ${formatAge(age)}`, reason)
}

function disagreement(facts: ChipFacts): TruthChip | null {
  if (agrees(facts)) return null
  return facts.desired_active
    ? chip('on_engine_off', 'danger', 'On, engine says off', facts.last_error ?? 'It is switched on again by itself.')
    : chip('paused_engine_on', 'warning', 'Paused, engine still on', 'It is switched off again by itself.')
}

function on(facts: ChipFacts, nowMs: number): TruthChip {
  const { proof } = facts
  const age = facts.observed_at ? ageMs(facts.observed_at, nowMs) : STALE_MS
  if (contradicts(facts)) {
    const reason = proof?.reason ?? 'The engine says active, yet nothing answers.'
    if (proof?.read_back === false) return chip('on_engine_off', 'danger', 'On, engine says off', reason)
    const missing = proof?.webhook === 'not_registered' ? 'webhook not answering' : 'trigger not running'
    return chip('not_answering', 'danger', `Active, but ${missing}`, reason)
  }
  if (age > FRESH_MS) {
    return chip('running_aged', 'neutral', `Running ${formatAgo(age)}`, 'The engine has not confirmed it since.')
  }
  if (proof?.state === 'live') {
    return chip('running', 'success', 'Running', `Confirmed by the engine ${formatAgo(age)}; its triggers are live.`)
  }
  const reason = proof?.reason ?? 'The engine says active; nothing has proved yet that its triggers run.'
  return chip('active_unproven', 'info', 'Active, not proven', reason)
}

function off(facts: ChipFacts, nowMs: number): TruthChip {
  if (contradicts(facts)) {
    const reason = facts.proof?.reason ?? 'The engine says inactive, yet something still answers.'
    return facts.proof?.webhook === 'live'
      ? chip('paused_still_answering', 'danger', 'Paused, but webhook still answers', reason)
      : chip('paused_engine_on', 'warning', 'Paused, engine still on', reason)
  }
  if (facts.status === 'draft') return chip('draft', 'neutral', 'Draft', 'Never started.')
  const age = facts.observed_at ? ageMs(facts.observed_at, nowMs) : 0
  return chip('paused', 'neutral', 'Paused', `The engine confirmed ${formatAgo(age)} that it is off.`)
}

/** A proof that rests on the engine's own word falls with a newer, different word of the engine. */
function contradicts({ proof, observed_at, n8n_status }: ChipFacts): boolean {
  if (proof?.state !== 'contradicted') return false
  const isOutdated = observed_at !== null && Date.parse(observed_at) > Date.parse(proof.checked_at)
  return !(isOutdated && proof.read_back !== null && proof.read_back !== (n8n_status === 'active'))
}

const agrees = (facts: ChipFacts): boolean => facts.desired_active === (facts.n8n_status === 'active')
