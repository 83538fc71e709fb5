'use client'

import { useSearchParams } from 'next/navigation'
import { useQueryStates } from 'nuqs'
import { useEffect, useMemo } from 'react'
import { type DateRange, MOST_RANGE_DAYS, rangeParams, resolveRange } from '@/lib/ui/date-range'
import { todayIn } from '@/lib/ui/days'
import { rangeSearchParams } from '@/lib/ui/range-params'
import { useTicked } from './use-ticked'
import { useWorkspace } from './use-workspace'

/**
 * Which days and which campaign the page is about, as its address says. The default, the last 30 days of the workspace's
 * calendar, stays out of the address; what is no range there is taken out of it. `mostDays` is lower for lists of rows.
 */
export function useRange(mostDays = MOST_RANGE_DAYS) {
  const { workspace } = useWorkspace()
  const today = useTicked((nowMs) => todayIn(workspace.timezone, nowMs))
  const present = useSearchParams()
  const [{ start, end, campaign }, setQuery] = useQueryStates(rangeSearchParams)
  const range = useMemo(() => resolveRange({ start, end }, today, mostDays), [start, end, today, mostDays])

  const isAsked = (name: keyof typeof rangeSearchParams) => present.get(name) !== null
  const wanted = rangeParams(range, today)
  const isRangeOff =
    (isAsked('start') && wanted.start !== present.get('start')) || (isAsked('end') && wanted.end !== present.get('end'))
  const isCampaignOff = isAsked('campaign') && campaign === null
  useEffect(() => {
    if (isRangeOff) void setQuery(rangeParams(range, today))
    if (isCampaignOff) void setQuery({ campaign: null })
  }, [isRangeOff, isCampaignOff, range, today, setQuery])

  return {
    range,
    /** A campaign's id, or null for all of them. */
    campaign,
    today,
    setRange: (next: DateRange) => void setQuery(rangeParams(next, today)),
    setCampaign: (id: string | null) => void setQuery({ campaign: id }),
  }
}
