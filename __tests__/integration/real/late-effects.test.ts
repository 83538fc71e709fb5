import { proveCampaign } from '@/lib/campaigns/prove'
import { toggleCampaign } from '@/lib/campaigns/toggle'
import { type EngineFixture, startEngineFixture } from '../../helpers/engine-fixture'
import { readCampaign, readOutbox, takeOutbox } from '../../helpers/rows'
import { jobCtx, userCtx } from '../../helpers/workspace'

/** An engine whose effects lag behind its answers is neither slandered for good nor believed. */
let f: EngineFixture
beforeAll(async () => {
  f = await startEngineFixture()
})
afterAll(() => f.close())

/** As the relay and a worker would: what waits is taken, then done. */
const prove = async (campaignId: string) => {
  await takeOutbox(f.workspace.id)
  await proveCampaign(jobCtx(f.workspace, 'campaigns.prove'), { campaignId })
}
const waitingProofs = async (campaignId: string) =>
  (await readOutbox(f.workspace.id)).filter(
    ({ job, payload, relayed_at, run_after }) =>
      job === 'campaigns.prove' &&
      JSON.stringify(payload).includes(campaignId) &&
      relayed_at === null &&
      Date.parse(run_after) > Date.now() + 5_000,
  ).length

test('off but still answering is said, watched, and taken back once it stops', async () => {
  const { id, workflowId } = await f.campaign()
  await toggleCampaign(userCtx(f.workspace), { id, action: 'activate' })
  await prove(id)
  f.fake.store.lie(workflowId, 'inactive_but_firing')
  await toggleCampaign(userCtx(f.workspace), { id, action: 'pause' })
  await prove(id)
  expect(await readCampaign(id)).toMatchObject({ desired_active: false, proof: { state: 'contradicted' } })
  expect(await waitingProofs(id)).toBe(1)

  f.fake.store.lie(workflowId, 'honest')
  const workflow = f.fake.store.workflows.get(workflowId)
  if (workflow) f.fake.store.setActive(workflow, false)
  await prove(id)
  expect(await readCampaign(id)).toMatchObject({ proof: { state: 'stopped' }, n8n_status: 'inactive' })
}, 20_000)

test('an error that was only a slow start is taken back without switching the workflow again', async () => {
  const { id, workflowId } = await f.campaign()
  f.fake.store.lie(workflowId, 'active_but_dead')
  await toggleCampaign(userCtx(f.workspace), { id, action: 'activate' })
  await prove(id)
  expect(await readCampaign(id)).toMatchObject({ n8n_status: 'error', proof: { state: 'contradicted' } })
  expect(await waitingProofs(id)).toBe(1)

  f.fake.store.lie(workflowId, 'honest')
  const workflow = f.fake.store.workflows.get(workflowId)
  if (workflow) f.fake.store.setActive(workflow, true)
  f.fake.calls.length = 0
  await prove(id)
  expect(await readCampaign(id)).toMatchObject({ n8n_status: 'active', proof: { state: 'live' } })
  expect(f.fake.calls.filter(({ method }) => method === 'POST')).toEqual([])
}, 20_000)
