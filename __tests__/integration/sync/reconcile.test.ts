import { randomUUID } from 'node:crypto'
import { convergeCampaign } from '@/lib/campaigns/converge'
import { getCampaign } from '@/lib/campaigns/get'
import { toggleCampaign } from '@/lib/campaigns/toggle'
import { asPlatform } from '@/lib/db/principals'
import { closeEngines } from '@/lib/engines/connect'
import { observeChanges } from '@/lib/sync/observe'
import type { StatusChange } from '@/lib/sync/schemas'
import { syncEngine } from '@/lib/sync/sync-engine'
import { syncWorkflow } from '@/lib/sync/sync-workflow'
import { type EngineFixture, startEngineFixture } from '../../helpers/engine-fixture'
import { readAudit, readCampaign, readIntents } from '../../helpers/rows'
import { createTestWorkspace, jobCtx, userCtx } from '../../helpers/workspace'

let f: EngineFixture
beforeAll(async () => {
  f = await startEngineFixture()
})
afterEach(async () => {
  f.fake.faults.clear()
  await closeEngines()
})
afterAll(() => f.close())

const origin = { source: 'cron', actor: { type: 'job', id: 'sync.full' }, requestId: randomUUID() } as const
const sync = () => syncEngine({ engineId: f.engineId, origin })
const inEngine = (workflowId: string) => {
  const workflow = f.fake.store.workflows.get(workflowId)
  if (!workflow) throw new Error('no such workflow in the fake')
  return workflow
}
async function running() {
  const campaign = await f.campaign()
  await toggleCampaign(userCtx(f.workspace), { id: campaign.id, action: 'activate' })
  return campaign
}

it('follows a person who switches the workflow off inside the engine', async () => {
  const { id, workflowId } = await running()
  f.fake.store.setActive(inEngine(workflowId), false)
  await sync()
  expect(await readCampaign(id)).toMatchObject({ status: 'paused', desired_active: false, n8n_status: 'inactive' })
  expect((await readIntents(id)).at(-1)).toMatchObject({ cause: 'engine', status: 'done' })
  expect((await readAudit(id)).map((row) => row.action)).toContain('campaign.paused')
})

it('lets a pause beat whoever switches the workflow on inside the engine', async () => {
  const { id, workflowId } = await f.campaign()
  f.fake.store.setActive(inEngine(workflowId), true)
  await sync()
  expect(await readCampaign(id)).toMatchObject({ desired_active: false, n8n_status: 'active' })
  await convergeCampaign(jobCtx(f.workspace, 'campaigns.converge'), { campaignId: id })
  expect(inEngine(workflowId).active).toBe(false)
  expect(await readCampaign(id)).toMatchObject({ desired_active: false, n8n_status: 'inactive' })
})

it('follows a new name, without touching the campaign’s own', async () => {
  const { id, workflowId } = await running()
  const before = await readCampaign(id)
  inEngine(workflowId).name = 'A better name'
  await sync()
  expect(await readCampaign(id)).toMatchObject({ n8n_workflow_name: 'A better name', name: before.name })
})

it('calls a workflow deleted only after two reads ten seconds apart', async () => {
  const { id, workflowId } = await running()
  f.fake.store.workflows.delete(workflowId)
  await sync()
  expect(await readCampaign(id)).toMatchObject({ n8n_status: 'active', status: 'active' })
  await asPlatform('test clock')((trx) =>
    trx
      .updateTable('platform.engine_workflows')
      .set({ missing_since: new Date(Date.now() - 10_500).toISOString() })
      .where('campaign_id', '=', id)
      .execute(),
  )
  await sync()
  expect(await readCampaign(id)).toMatchObject({ n8n_status: 'deleted', status: 'error', desired_active: false })
})

it('changes no campaign while the engine is down, shows it as unknown, and is in step after it returns', async () => {
  const { id } = await running()
  const before = await readCampaign(id)
  f.fake.faults.add({ what: { kind: 'status', status: 500 } })
  expect((await sync()).error).not.toBeNull()
  expect((await readCampaign(id)).version).toBe(before.version)
  expect(await getCampaign(userCtx(f.workspace, 'viewer'), id)).toMatchObject({
    n8n_status: 'unknown',
    sync: { error: 'The engine cannot be reached.' },
  })
  f.fake.faults.clear()
  await closeEngines()
  await sync()
  expect(await getCampaign(userCtx(f.workspace, 'viewer'), id)).toMatchObject({
    n8n_status: 'active',
    sync: { error: null },
  })
})

it('writes nothing about campaigns that have not changed', async () => {
  const { id } = await running()
  await sync()
  const before = await readCampaign(id)
  const result = await sync()
  expect(result).toMatchObject({ updated: 0, skipped: false })
  expect((await readCampaign(id)).version).toBe(before.version)
})

it('runs one pass per engine at a time: the second is skipped', async () => {
  f.fake.faults.add({ method: 'GET', path: '/workflows$', what: { kind: 'latency', ms: 300 } })
  const results = await Promise.all([sync(), sync()])
  expect(results.filter((result) => result.skipped)).toHaveLength(1)
})

it('does not take back a click that happened while the engine was being read', async () => {
  const { id } = await f.campaign()
  f.fake.faults.add({ method: 'GET', path: '/workflows$', times: 1, what: { kind: 'latency', ms: 400 } })
  const before = f.fake.calls.length
  const pass = sync()
  while (f.fake.calls.length === before) await new Promise(setImmediate)
  await toggleCampaign(userCtx(f.workspace), { id, action: 'activate' })
  await pass
  expect(await readCampaign(id)).toMatchObject({ desired_active: true, status: 'active' })
})

describe('pushes are hints', () => {
  const caller = () => ({ keyId: randomUUID(), workspaceId: null, engineId: f.engineId, legacy: false })
  const change = (workflowId: string, at: number, active: boolean): StatusChange => ({
    workflow_id: workflowId,
    active,
    timestamp: new Date(at).toISOString(),
    event_type: active ? 'activation' : 'deactivation',
  })

  it('newest wins, older and equal are stale, a repeated delivery has no effect', async () => {
    const { workflowId } = await running()
    const now = Date.now()
    const from = caller()
    expect(await observeChanges(from, 'd1', [change(workflowId, now, false)])).toEqual({ applied: true, stale: false })
    expect(await observeChanges(from, 'd2', [change(workflowId, now, true)])).toEqual({ applied: false, stale: true })
    expect(await observeChanges(from, 'd3', [change(workflowId, now - 5_000, true)])).toEqual({
      applied: false,
      stale: true,
    })
    expect(await observeChanges(from, 'd1', [change(workflowId, now + 5_000, true)])).toMatchObject({ duplicate: true })
  })

  it('a hint that lies changes nothing: the read decides', async () => {
    const { id, workflowId } = await running()
    await observeChanges(caller(), randomUUID(), [change(workflowId, Date.now(), false)])
    await syncWorkflow({ engineId: f.engineId, n8nWorkflowId: workflowId, origin: { ...origin, source: 'webhook' } })
    expect(await readCampaign(id)).toMatchObject({ status: 'active', desired_active: true })
  })

  it('refuses a hint about a workflow of another tenant, and one from the future', async () => {
    const { workflowId } = await running()
    const stranger = await createTestWorkspace()
    const theirs = { keyId: randomUUID(), workspaceId: stranger.id, engineId: null, legacy: false }
    await expect(observeChanges(theirs, 'x', [change(workflowId, Date.now(), false)])).rejects.toMatchObject({
      code: 'WORKSPACE_MISMATCH',
    })
    await expect(
      observeChanges(caller(), 'y', [change(workflowId, Date.now() + 301_000, false)]),
    ).rejects.toMatchObject({ code: 'INVALID_TIMESTAMP' })
  })

  it('1,000 pushes shuffled and tripled leave what the engine says', async () => {
    const { id, workflowId } = await running()
    f.fake.store.setActive(inEngine(workflowId), false)
    const start = Date.now() - 100_000
    const pushes = Array.from({ length: 1_000 }, (_, i) => ({
      delivery: `p${i}`,
      change: change(workflowId, start + i, i % 2 === 0),
    }))
    const shuffled = [...pushes, ...pushes, ...pushes].sort(() => Math.random() - 0.5)
    const from = caller()
    for (let i = 0; i < shuffled.length; i += 8) {
      await Promise.all(shuffled.slice(i, i + 8).map((push) => observeChanges(from, push.delivery, [push.change])))
    }
    await syncWorkflow({ engineId: f.engineId, n8nWorkflowId: workflowId, origin: { ...origin, source: 'webhook' } })
    expect(await readCampaign(id)).toMatchObject({ status: 'paused', n8n_status: 'inactive' })
  }, 60_000)
})
