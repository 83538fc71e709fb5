import type { Campaign, ToggleResult } from '@/lib/campaigns/schemas/campaign'
import type { Flight } from '@/lib/ui/campaign-toggle'
import { serverNow } from '@/lib/ui/clock'
import { dismissToast, notify, notifyError, notifyWarning } from '@/lib/ui/toast'
import type { ReadFailure } from '@/lib/ui/toggle-failure'
import { knownCampaign } from './campaign-store'
import type { ToggleController } from './toggle-controller'

export const UNDO_MS = 5000

export type OfferUndo = (key: string, message: string, run: () => void) => void
/** What this person last decided about a campaign. */
export type OwnDecision = { desired: boolean; version: number }

export function announce(
  { campaign, intent, noop, warnings }: ToggleResult,
  flight: Flight,
  controller: ToggleController,
  offerUndo: OfferUndo,
): void {
  for (const warning of warnings) notifyWarning(campaign.name, { description: warning })
  if (noop) return
  const done = flight.desired ? 'Started' : 'Paused'
  const key = `toggle-${campaign.id}`
  if (flight.kind === 'undo' || !intent) notify(`${done} ${campaign.name}`, { id: key, duration: 2500 })
  else {
    // Past the server's own deadline for an undo, taking back is an ordinary change.
    const deadline = intent.undo_until ? Date.parse(intent.undo_until) : 0
    const inTime = deadline - serverNow() > UNDO_MS
    const back = () => (inTime ? controller.undo(campaign, intent.id) : controller.click(campaign))
    offerUndo(key, `${done} ${campaign.name}`, back)
  }
}

/** The engine took it and could not keep it: the system has decided against what this person decided. */
export function tellIfPutBack(campaign: Campaign, own: Map<string, OwnDecision>): void {
  const mine = own.get(campaign.id)
  if (!mine || campaign.intent_version <= mine.version) return
  own.delete(campaign.id)
  if (campaign.desired_by !== null || campaign.desired_active === mine.desired) return
  notifyError(`${campaign.name} was switched ${campaign.desired_active ? 'on' : 'off'} again`, {
    duration: 8000,
    description: campaign.last_error ?? campaign.proof?.reason ?? 'The engine did not do what was asked.',
  })
}

export function warn(id: string, { failure, rolledBack, outcome, blockedUntil }: ReadFailure, flight: Flight): void {
  // Not the same toast under a new text: that would keep its Undo.
  dismissToast(`toggle-${id}`)
  const name = knownCampaign(id)?.name ?? 'the campaign'
  const verb = flight.desired ? 'start' : 'pause'
  if (!rolledBack) {
    notifyWarning(`${name}: not confirmed yet`, {
      id: `failed-${id}`,
      description: `${sentence(failure.message)} It is still being tried.`,
    })
    return
  }
  const wait = blockedUntil ? ` Try again in ${Math.ceil((blockedUntil - failure.at) / 1000)} s.` : ''
  const doubt = outcome === 'unknown' && failure.code !== 'VERSION_CONFLICT' ? ' Checking what happened.' : ''
  notifyError(`Could not ${verb} ${name}`, {
    id: `failed-${id}`,
    duration: 8000,
    description: `${sentence(failure.message)}${wait}${doubt}`,
  })
}

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`)
