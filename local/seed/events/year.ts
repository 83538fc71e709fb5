/** A workspace whose year is made up. Windows are counted in days before `until`. */
export type YearCampaign = {
  id: string
  name: string
  /** Started and, unless it is still running, ended so many days ago. */
  startedDaysAgo: number
  endedDaysAgo: number
  /** Its share of the volume. */
  weight: number
  /** How much better or worse than the average its mails do. */
  appeal: number
  tracking: 'none' | 'clicks' | 'all'
}
export type YearSender = { id: string; email: string; name: string; provider: string }
export type Year = {
  workspaceId: string
  /** Makes one workspace's people differ from another's. */
  seed: number
  timezone: string
  campaigns: YearCampaign[]
  senders: YearSender[]
  /** About how many mail events in all. */
  events: number
  days: number
  until: Date
  /** Share of the mails whose provider calls are in the data too, 0 to 1. */
  costShare: number
  /** Key of the workspace's address hashes, as hex. */
  addressKey: string
}
