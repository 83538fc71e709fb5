import { recordCosts } from '@/lib/costs/record'
import { recordEvents } from '@/lib/events/record'
import type { Recorded } from '@/lib/events/schemas'
import { applyOnce } from './apply-once'
import type { Items } from './body'
import { type Callback, type CallbackFamily, openCallback } from './callbacks'
import { recordCampaignReport } from './campaign-callback'
import { type Delivery, isRejection, type Outcome, type Recipient } from './delivery'
import { saveDrafts } from './drafts-callback'
import { toEventInput } from './email-callback'
import { recordExecution } from './execution-callback'
import { recordWorkflowError } from './failure-callback'
import { recipientOf, summarize } from './ingest'
import { findOwners, isOwned } from './owners'
import { recordResearch } from './research-callback'

export const MOST_CALLBACKS = 500

/** Applied in this order, each in a transaction of its own: a contact that a mail makes is there for its findings. */
const FAMILIES: Record<CallbackFamily, (to: Recipient, callbacks: Callback[]) => Promise<Outcome[]>> = {
  events: (to, callbacks) => recordEvents(to, callbacks.map(toEventInput)),
  costs: (to, callbacks) =>
    recordCosts(
      to,
      callbacks.map(({ data, at }) =>
        data.occurred_at || data.created_at || !at ? data : { ...data, occurred_at: at },
      ),
    ),
  research: recordResearch,
  drafts: (to, callbacks) => applyOnce(to, callbacks, saveDrafts),
  executions: (to, callbacks) => applyOnce(to, callbacks, recordExecution),
  failures: (to, callbacks) => applyOnce(to, callbacks, recordWorkflowError),
  campaigns: (to, callbacks) => applyOnce(to, callbacks, recordCampaignReport),
}
const FAMILY_ORDER = Object.keys(FAMILIES) as CallbackFamily[]

/** One callback or up to 500, each handed to the verb of its kind, in its own workspace. */
export async function receiveCallbacks(delivery: Delivery, { items, isSingle }: Items): Promise<Recorded> {
  const { caller, preset, requestId } = delivery
  const opened = items.map((item) => openCallback(item, { preset, isLegacy: caller.legacy }))
  const good = opened.flatMap((one, index) => (isRejection(one) ? [] : [{ callback: one, index }]))
  const claims = good.map(({ callback }) => callback.data)
  const owners = await findOwners(caller, claims, requestId)
  const outcomes: Outcome[] = opened.map((one) => (isRejection(one) ? one : 'duplicate'))
  for (const [place, { index }] of good.entries()) {
    const owner = owners[place]
    if (owner !== undefined && !isOwned(owner)) outcomes[index] = owner
  }
  for (const workspaceId of [...new Set(owners.filter(isOwned))].sort()) {
    const own = good.filter((_, place) => owners[place] === workspaceId)
    for (const family of FAMILY_ORDER) {
      const kin = own.filter(({ callback }) => callback.family === family)
      if (kin.length === 0) continue
      const to = recipientOf(delivery, workspaceId, family)
      const applied = await FAMILIES[family](
        to,
        kin.map(({ callback }) => callback),
      )
      for (const [place, { index }] of kin.entries()) outcomes[index] = applied[place] ?? 'duplicate'
    }
  }
  return summarize(delivery, { items, isSingle }, outcomes)
}
