import { FetchError, TimeoutError } from '@/lib/api/fetcher'
import type { Campaign, ToggleFailureDetails } from '@/lib/campaigns/schemas/campaign'
import type { Failure, Outcome, Snapshot } from './campaign-toggle'

export type ReadFailure = {
  failure: Failure
  outcome: Outcome
  /** The row as the server left it, when it said so. */
  campaign: Campaign | null
  /** False: the wish stands and the server goes on trying. */
  rolledBack: boolean
  blockedUntil: number | null
}

/** What a failed toggle means: was anything done, what stands now, and when may one try again. */
export function readToggleFailure(error: unknown, desired: boolean, at: number): ReadFailure {
  const code = error instanceof FetchError ? error.code : error instanceof TimeoutError ? 'TIMEOUT' : 'UNKNOWN'
  const message = error instanceof Error ? error.message : 'Something went wrong.'
  const details = error instanceof FetchError ? (error.details as Partial<ToggleFailureDetails> | null) : null
  const campaign = details?.campaign ?? null
  const limited = error instanceof FetchError && error.status === 429
  return {
    failure: { code, message, at, desired },
    outcome: limited ? 'blocked' : campaign || isRefusal(error) ? 'unchanged' : 'unknown',
    campaign,
    rolledBack: details?.rollback ?? true,
    blockedUntil: limited ? at + (error.retryAfterSeconds ?? 60) * 1000 : null,
  }
}

export const snapshotOf = (campaign: Campaign): Snapshot => ({
  desired: campaign.desired_active,
  intentVersion: campaign.intent_version,
  version: campaign.version,
})

/** A 4xx says that nothing was done; a conflict says besides that our picture is old, so it is read again. */
const isRefusal = (error: unknown): boolean =>
  error instanceof FetchError && error.status >= 400 && error.status < 500 && error.status !== 409
