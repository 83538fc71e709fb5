import type { Campaign } from '@/lib/campaigns/schemas/campaign'

type Ordered = Pick<Campaign, 'intent_version' | 'version' | 'observed_at'>

/**
 * True when `said` is at least as new as `known`. Answers overtake each other on the way, so the order of arrival means
 * nothing; a row that was only observed again keeps its version and moves `observed_at`.
 */
export function isAsNew(said: Ordered, known: Ordered): boolean {
  if (said.intent_version !== known.intent_version) return said.intent_version > known.intent_version
  if (said.version !== known.version) return said.version > known.version
  return instant(said.observed_at) >= instant(known.observed_at)
}

const instant = (iso: string | null): number => (iso ? Date.parse(iso) : 0)
