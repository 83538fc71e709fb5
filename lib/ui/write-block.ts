import { formatAge } from './time'

export type WriteFacts = {
  online: boolean
  frozen: boolean
  permitted: boolean
  /** Set after a 429: the moment from which the server takes requests again. */
  blockedUntil: number | null
  nowMs: number
}

/** Why a control that changes something is disabled, as a sentence for its tooltip; null when it is not. */
export function writeBlock(facts: WriteFacts): string | null {
  if (!facts.permitted) return 'You do not have permission to do this.'
  if (facts.frozen) return 'This workspace is frozen. Nothing can be changed until it is released.'
  if (!facts.online) return 'You are offline. This works again when the connection is back.'
  if (facts.blockedUntil !== null && facts.blockedUntil > facts.nowMs) {
    return `Too many changes in a minute. Try again in ${formatAge(facts.blockedUntil - facts.nowMs + 999)}.`
  }
  return null
}
