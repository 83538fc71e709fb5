import { expect } from '@playwright/test'
import { database, forgetRateLimits, retireEngine } from '@/__tests__/helpers/stack-tenant'
import { campaignOn, test } from '../journey'
import { stageFakeEngine } from './stage'

const CLICKS = 50

test('fifty clicks from two browsers on a slow, reordering, failing engine end in one truth', async ({
  tenant,
  openAs,
  complaints,
}) => {
  test.setTimeout(180_000)
  complaints.expectStatus(409, 502, 503, 504)
  const { fake, engineId, campaigns } = await stageFakeEngine(tenant, ['Fought over'])
  const [campaign] = campaigns
  if (!campaign) throw new Error('Nothing was staged')
  const browsers = [await openAs('member'), await openAs('admin')]
  for (const page of browsers) await expect(page.locator('[data-live="live"]')).toBeVisible()
  fake.faults.add({ method: 'POST', what: { kind: 'reorder', minMs: 20, maxMs: 700 } })
  fake.faults.add({ method: 'POST', times: 2, what: { kind: 'status', status: 500, effect: 'after' } })

  const random = seeded(20_261_120)
  for (let click = 0; click < CLICKS; click += 1) {
    const page = browsers[random() < 0.5 ? 0 : 1]
    if (!page) continue
    if (click === 25) fake.faults.add({ method: 'POST', times: 2, what: { kind: 'status', status: 500 } })
    await campaignOn(page, campaign.name).toggle.evaluate(pressThenWait, Math.ceil(random() * 12))
    if (click % 8 === 7) await forgetRateLimits()
  }
  fake.faults.clear()

  const truth = async () => {
    const [row] = await database()<{ desired: boolean; observed: string; open: number }[]>`select
      desired_active as desired, n8n_status as observed, (select count(*)::int from campaign_intents
        where campaign_id = ${campaign.id} and status in ('pending', 'applying')) as open
      from campaigns where id = ${campaign.id}`
    const engine = fake.store.workflows.get(campaign.workflowId)?.active
    const shown = await Promise.all(
      browsers.map((page) => campaignOn(page, campaign.name).toggle.getAttribute('aria-checked')),
    )
    const busy = await Promise.all(
      browsers.map((page) => campaignOn(page, campaign.name).toggle.getAttribute('aria-busy')),
    )
    return {
      open: row?.open,
      isOne:
        row?.desired === engine &&
        row?.observed === (engine ? 'active' : 'inactive') &&
        shown.every((state) => state === String(engine)) &&
        busy.every((state) => state !== 'true'),
    }
  }
  await expect.poll(truth, { timeout: 90_000 }).toEqual({ open: 0, isOne: true })
  const [count] = await database()<{ intents: number }[]>`select count(*)::int as intents from campaign_intents
    where campaign_id = ${campaign.id}`
  process.stdout.write(`${CLICKS} clicks made ${count?.intents} intents and ended in one truth\n`)
  await retireEngine(engineId)
  await fake.stop()
})

/** In the page: presses, then lets so many frames pass, so that clicks fall before, during and after answers. */
async function pressThenWait(element: Element, frames: number): Promise<void> {
  ;(element as HTMLElement).click()
  for (let frame = 0; frame < frames; frame += 1) await new Promise(requestAnimationFrame)
}

/** The same clicks in every run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
