import type { Proof } from './schemas/campaign'

/** What was seen, before it is judged. `read_back`: the engine's own flag; null when it did not answer. */
export type Findings = Pick<Proof, 'read_back' | 'webhook' | 'publication' | 'checked_at'> & {
  triggerError: string | null
}

/** Turns what was seen into one verdict and, where it speaks against the intent, the reason in words. */
export function judge(seen: Findings, desired: boolean): Proof {
  const { triggerError, ...facts } = seen
  const verdict = desired ? judgeOn(seen) : judgeOff(seen)
  return { ...facts, ...verdict }
}

type Verdict = Pick<Proof, 'state' | 'reason'>
const verdict = (state: Proof['state'], reason: string | null = null): Verdict => ({ state, reason })

function judgeOn(seen: Findings): Verdict {
  if (seen.read_back === null) return verdict('unprovable', 'The engine did not answer when we looked.')
  if (!seen.read_back) return verdict('contradicted', 'The engine switched the workflow off again.')
  if (seen.publication === 'failed' || seen.publication === 'partial') {
    return verdict('contradicted', seen.triggerError ?? 'The engine says active, but its trigger could not be started.')
  }
  if (seen.webhook === 'not_registered')
    return verdict('contradicted', 'The engine says active, but its webhook does not answer.')
  if (seen.webhook === 'live') return verdict('live')
  if (seen.publication === 'published') return verdict('live')
  if (seen.publication === 'in_progress') return verdict('pending', 'The engine is still starting the triggers.')
  return verdict(
    'unprovable',
    seen.webhook === 'none' ? 'This workflow has no webhook to ask.' : 'Its webhook could not be asked.',
  )
}

function judgeOff(seen: Findings): Verdict {
  if (seen.read_back === null) return verdict('unprovable', 'The engine did not answer when we looked.')
  if (seen.read_back) return verdict('contradicted', 'The engine says the workflow is still on.')
  if (seen.webhook === 'live') return verdict('contradicted', 'The engine says off, but its webhook still answers.')
  if (seen.webhook === 'not_registered' || seen.publication === 'not_published') return verdict('stopped')
  return verdict(
    'unprovable',
    seen.webhook === 'none' ? 'This workflow has no webhook to ask.' : 'Its webhook could not be asked.',
  )
}
