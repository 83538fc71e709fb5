import { randomUUID } from 'node:crypto'
import type { AppError } from '@/lib/api/errors'
import { setIntent } from '@/lib/campaigns/intent'
import { CAMPAIGN_STATUSES, TOGGLE_ACTIONS } from '@/lib/campaigns/schemas/campaign'
import { asPlatform } from '@/lib/db/principals'
import { type EngineFixture, startEngineFixture } from '../../helpers/engine-fixture'
import { readAudit, readCampaign, readIntents } from '../../helpers/rows'
import { createTestCampaign, userCtx } from '../../helpers/workspace'

/** Spec 05 §2: which action leads where, or nowhere. `active` + activate is a retry of an engine that says off. */
const LEADS_TO: Record<string, Record<string, string>> = {
  draft: { activate: 'active' },
  active: { activate: 'active', resume: 'active', pause: 'paused', deactivate: 'paused' },
  paused: { activate: 'active', resume: 'active', pause: 'paused', deactivate: 'paused' },
  error: { activate: 'active', resume: 'active', pause: 'paused', deactivate: 'paused' },
  completed: { activate: 'active' },
  archived: {},
}

let f: EngineFixture
beforeAll(async () => {
  f = await startEngineFixture()
})
afterAll(() => f.close())

const PAIRS = CAMPAIGN_STATUSES.flatMap((status) => TOGGLE_ACTIONS.map((action) => ({ status, action })))

it.each(PAIRS)('$action from $status', async ({ status, action }) => {
  const id = await createTestCampaign(f.workspace, f.engineId, `wf-${randomUUID()}`)
  await asPlatform('test campaign')((trx) =>
    trx
      .updateTable('campaigns')
      .set({ status, desired_active: status === 'active' })
      .where('id', '=', id)
      .execute(),
  )
  const target = LEADS_TO[status]?.[action]
  const before = await readCampaign(id)
  const outcome = await setIntent(userCtx(f.workspace), { campaignId: id, action, cause: 'user' }).catch(
    (error: AppError) => error,
  )
  if (target) {
    expect(outcome).toMatchObject({ noop: false })
    expect(await readCampaign(id)).toMatchObject({
      status: target,
      desired_active: target === 'active',
      intent_version: 1,
    })
  } else {
    expect(outcome).toMatchObject({ code: 'INVALID_TRANSITION', details: { from: status } })
    expect([await readCampaign(id), await readIntents(id), await readAudit(id)]).toEqual([before, [], []])
  }
})
