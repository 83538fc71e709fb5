import { useEffect, useRef, useState } from 'react'
import type { Campaign } from '@/lib/campaigns/schemas/campaign'
import { useToggles } from './use-toggles'

const TINT_MS = 2000

/** Ids of campaigns that somebody else just switched, for two seconds: so that a change has a visible cause. */
export function useTinted(campaigns: readonly Campaign[]): ReadonlySet<string> {
  const { controller } = useToggles()
  const known = useRef<Map<string, number> | null>(null)
  const [tinted, setTinted] = useState<ReadonlySet<string>>(new Set())
  useEffect(() => {
    const before = known.current
    known.current = new Map(campaigns.map((campaign) => [campaign.id, campaign.intent_version]))
    const moved = campaigns.filter(({ id, intent_version }) => {
      const version = before?.get(id)
      const own = controller.stateOf(id)
      return version !== undefined && version < intent_version && !(own && own.flights > 0)
    })
    if (moved.length === 0) return
    setTinted(new Set(moved.map(({ id }) => id)))
    const timer = setTimeout(() => setTinted(new Set()), TINT_MS)
    return () => clearTimeout(timer)
  }, [campaigns, controller])
  return tinted
}
