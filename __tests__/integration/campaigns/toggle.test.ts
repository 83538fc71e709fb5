import { randomUUID } from 'node:crypto'
import { AppError } from '@/lib/api/errors'
import { convergeCampaign } from '@/lib/campaigns/converge'
import { proveCampaign } from '@/lib/campaigns/prove'
import { toggleCampaign } from '@/lib/campaigns/toggle'
import { undoToggle } from '@/lib/campaigns/undo-toggle'
import { asPlatform } from '@/lib/db/principals'
import { closeEngines } from '@/lib/engines/connect'
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
  // A new client has a closed breaker.
  await closeEngines()
})
afterAll(() => f.close())

const failureOf = async (work: Promise<unknown>): Promise<AppError> => {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof AppError)) throw new Error(`expected an AppError, got ${String(error)}`)
  return error
}
const isActiveInEngine = (workflowId: string) => f.fake.store.workflows.get(workflowId)?.active

it('starts the workflow, finishes the intent and writes one audit row', async () => {
  const { id, workflowId } = await f.campaign()
  const result = await toggleCampaign(userCtx(f.workspace), { id, action: 'activate' })
  expect(result).toMatchObject({
    noop: false,
    campaign: { status: 'active', desired_active: true, n8n_status: 'active' },
    intent: { status: 'done' },
  })
  expect(isActiveInEngine(workflowId)).toBe(true)
  expect((await readAudit(id)).map((row) => row.action)).toEqual(['campaign.activated'])
})

it('answers a toggle that is already there as a no-op without asking the engine', async () => {
  const { id } = await f.campaign()
  await toggleCampaign(userCtx(f.workspace), { id, action: 'activate' })
  const before = f.fake.calls.length
  const again = await toggleCampaign(userCtx(f.workspace), { id, action: 'activate' })
  expect(again).toMatchObject({ noop: true, intent: null, campaign: { intent_version: 1 } })
  expect(f.fake.calls.length).toBe(before)
})

it('takes a refused activation back and says why', async () => {
  const { id } = await f.campaign()
  f.fake.faults.add({
    path: 'activate$',
    what: { kind: 'status', status: 400, message: 'Cannot publish workflow: 1 node' },
  })
  const error = await failureOf(toggleCampaign(userCtx(f.workspace), { id, action: 'activate' }))
  expect(error.code).toBe('WORKFLOW_VALIDATION_FAILED')
  expect(error.details).toMatchObject({
    rollback: true,
    campaign: { status: 'paused', desired_active: false },
    intent: { status: 'failed' },
  })
  expect((await readAudit(id)).map((row) => row.action)).toEqual(['campaign.activated', 'campaign.toggle_failed'])
})

it('never takes a pause back: silent engine, pending intent, the worker finishes', async () => {
  const { id, workflowId } = await f.campaign()
  await toggleCampaign(userCtx(f.workspace), { id, action: 'activate' })
  f.fake.faults.add({ path: 'deactivate$', what: { kind: 'reset' } })
  const error = await failureOf(toggleCampaign(userCtx(f.workspace), { id, action: 'pause' }))
  expect(error).toMatchObject({
    code: 'ENGINE_TIMEOUT',
    details: { rollback: false, campaign: { status: 'paused', desired_active: false }, intent: { status: 'pending' } },
  })
  f.fake.faults.clear()
  await convergeCampaign(jobCtx(f.workspace, 'campaigns.converge'), { campaignId: id })
  expect(isActiveInEngine(workflowId)).toBe(false)
  expect((await readIntents(id)).at(-1)?.status).toBe('done')
})

it('keeps a silent activation pending and lets the engine decide: done there means done here', async () => {
  const { id } = await f.campaign()
  f.fake.faults.add({ path: '/activate$', what: { kind: 'reset', effect: 'after' } })
  const error = await failureOf(toggleCampaign(userCtx(f.workspace), { id, action: 'activate' }))
  expect(error.details).toMatchObject({ rollback: false, intent: { status: 'pending' } })
  f.fake.faults.clear()
  await convergeCampaign(jobCtx(f.workspace, 'campaigns.converge'), { campaignId: id })
  expect(await readCampaign(id)).toMatchObject({ status: 'active', n8n_status: 'active' })
})

it('gives up an activation that nobody could confirm for 10 minutes', async () => {
  const { id } = await f.campaign()
  f.fake.faults.add({ what: { kind: 'reset' } })
  await failureOf(toggleCampaign(userCtx(f.workspace), { id, action: 'activate' }))
  await asPlatform('test clock')((trx) =>
    trx.updateTable('campaign_intents').set({ status: 'superseded' }).where('campaign_id', '=', id).execute(),
  )
  await asPlatform('test clock')((trx) =>
    trx
      .insertInto('campaign_intents')
      .values({
        workspace_id: f.workspace.id,
        campaign_id: id,
        intent_version: 2,
        action: 'activate',
        desired_active: true,
        cause: 'user',
        from_status: 'paused',
        to_status: 'active',
        actor_type: 'user',
        actor_id: 'x',
        created_at: new Date(Date.now() - 660_000).toISOString(),
      })
      .execute(),
  )
  await asPlatform('test clock')((trx) =>
    trx.updateTable('campaigns').set({ intent_version: 2 }).where('id', '=', id).execute(),
  )
  await convergeCampaign(jobCtx(f.workspace, 'campaigns.converge'), { campaignId: id })
  expect(await readCampaign(id)).toMatchObject({ status: 'paused', desired_active: false, intent_version: 3 })
  expect((await readIntents(id)).at(-1)?.status).toBe('reverted')
})

it('says which workflow is gone, which key is refused, which path is taken', async () => {
  const cases = [
    [404, 'WORKFLOW_NOT_FOUND'],
    [401, 'ENGINE_AUTH_FAILED'],
    [409, 'WORKFLOW_CONFLICT'],
    [500, 'N8N_API_ERROR'],
  ] as const
  for (const [status, code] of cases) {
    const { id } = await f.campaign()
    f.fake.faults.add({ path: '/activate$', times: 1, what: { kind: 'status', status, message: 'no' } })
    const error = await failureOf(toggleCampaign(userCtx(f.workspace), { id, action: 'activate' }))
    expect([error.code, error.details?.rollback]).toEqual([code, true])
    f.fake.faults.clear()
  }
})

it('refuses a viewer, another tenant, an unlinked campaign and a stale version', async () => {
  const { id } = await f.campaign()
  const stranger = await createTestWorkspace()
  expect((await failureOf(toggleCampaign(userCtx(f.workspace, 'viewer'), { id, action: 'activate' }))).code).toBe(
    'FORBIDDEN',
  )
  expect((await failureOf(toggleCampaign(userCtx(stranger), { id, action: 'activate' }))).code).toBe(
    'CAMPAIGN_NOT_FOUND',
  )
  const spoofed = { ...userCtx(stranger), workspaceId: f.workspace.id }
  expect((await failureOf(toggleCampaign(spoofed, { id, action: 'activate' }))).code).toBe('WORKSPACE_NOT_FOUND')
  expect(
    (await failureOf(toggleCampaign(userCtx(f.workspace), { id, action: 'activate', expected_version: 7 }))).code,
  ).toBe('VERSION_CONFLICT')
  expect(await readIntents(id)).toEqual([])
})

it('one key makes one intent, whatever comes of it', async () => {
  const { id } = await f.campaign()
  const key = randomUUID()
  const ctx = userCtx(f.workspace)
  await Promise.allSettled(
    Array.from({ length: 20 }, () => toggleCampaign(ctx, { id, action: 'activate', idempotencyKey: key })),
  )
  expect(await readIntents(id)).toHaveLength(1)
  expect(await readCampaign(id)).toMatchObject({ desired_active: true, n8n_status: 'active' })
})

it('undoes the newest intent once, and only in time', async () => {
  const { id, workflowId } = await f.campaign()
  const ctx = userCtx(f.workspace)
  const { intent } = await toggleCampaign(ctx, { id, action: 'activate' })
  const undone = await undoToggle(ctx, { id, intent_id: intent?.id ?? '' })
  expect(undone).toMatchObject({ campaign: { status: 'paused' }, intent: { cause: 'undo' } })
  expect(isActiveInEngine(workflowId)).toBe(false)
  expect((await failureOf(undoToggle(ctx, { id, intent_id: intent?.id ?? '' }))).code).toBe('UNDO_EXPIRED')
})

it('an undo names the campaign its intent belongs to', async () => {
  const [one, other] = [await f.campaign(), await f.campaign()]
  const ctx = userCtx(f.workspace)
  const { intent } = await toggleCampaign(ctx, { id: one.id, action: 'activate' })
  await toggleCampaign(ctx, { id: other.id, action: 'activate' })
  const mixed = undoToggle(ctx, { id: other.id, intent_id: intent?.id ?? '' })
  expect((await failureOf(mixed)).code).toBe('UNDO_EXPIRED')
})

it('proves a start by its webhook and a stop by its silence', async () => {
  const { id } = await f.campaign()
  const ctx = userCtx(f.workspace)
  await toggleCampaign(ctx, { id, action: 'activate' })
  await proveCampaign(jobCtx(f.workspace, 'campaigns.prove'), { campaignId: id })
  expect(await readCampaign(id)).toMatchObject({ proven_active: true, proof: { state: 'live', webhook: 'live' } })
  await toggleCampaign(ctx, { id, action: 'pause' })
  await proveCampaign(jobCtx(f.workspace, 'campaigns.prove'), { campaignId: id })
  expect(await readCampaign(id)).toMatchObject({
    proven_active: false,
    proof: { state: 'stopped', webhook: 'not_registered' },
  })
})

it('does not believe "active" when the webhook is dead: heals once, then shows the error with its reason', async () => {
  const { id, workflowId } = await f.campaign()
  f.fake.store.lie(workflowId, 'active_but_dead')
  await toggleCampaign(userCtx(f.workspace), { id, action: 'activate' })
  await proveCampaign(jobCtx(f.workspace, 'campaigns.prove'), { campaignId: id })
  const row = await readCampaign(id)
  expect(row).toMatchObject({
    desired_active: true,
    n8n_status: 'error',
    proven_active: null,
    proof: { state: 'contradicted' },
  })
  expect(row.sync_error).toContain('webhook')
  await proveCampaign(jobCtx(f.workspace, 'campaigns.prove'), { campaignId: id })
  expect(f.fake.calls.filter((call) => call.path.endsWith(`${workflowId}/deactivate`))).toHaveLength(1)
})

it('its own healing is not taken for a person who switches it off', async () => {
  const { id, workflowId } = await f.campaign()
  f.fake.store.lie(workflowId, 'active_but_dead')
  await toggleCampaign(userCtx(f.workspace), { id, action: 'activate' })
  f.fake.faults.add({ path: `${workflowId}/activate$`, what: { kind: 'latency', ms: 300 } })
  const proof = proveCampaign(jobCtx(f.workspace, 'campaigns.prove'), { campaignId: id })
  while (f.fake.store.workflows.get(workflowId)?.active) await new Promise(setImmediate)
  const origin = { source: 'webhook', actor: { type: 'webhook', id: 'test' }, requestId: randomUUID() } as const
  await syncWorkflow({ engineId: f.engineId, n8nWorkflowId: workflowId, origin })
  await proof
  expect(await readCampaign(id)).toMatchObject({ desired_active: true, status: 'active', healing_until: null })
})
