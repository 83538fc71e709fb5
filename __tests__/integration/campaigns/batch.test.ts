import { randomUUID } from 'node:crypto'
import { executeCampaign } from '@/lib/campaigns/execute'
import { listExecutions } from '@/lib/campaigns/executions'
import { listHistory } from '@/lib/campaigns/history'
import { runExecution } from '@/lib/campaigns/run-execution'
import { sweepCampaigns } from '@/lib/campaigns/sweep'
import { toggleCampaign } from '@/lib/campaigns/toggle'
import { toggleMany } from '@/lib/campaigns/toggle-many'
import { asPlatform } from '@/lib/db/principals'
import { closeEngines } from '@/lib/engines/connect'
import { syncExecutions } from '@/lib/sync/sync-executions'
import { type EngineFixture, startEngineFixture } from '../../helpers/engine-fixture'
import { readAudit, readCampaign, readOutbox } from '../../helpers/rows'
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

it('switches many campaigns, each on its own: one refusal does not stop the others', async () => {
  const campaigns = await Promise.all(Array.from({ length: 8 }, () => f.campaign()))
  const bad = campaigns[3]
  f.fake.faults.add({
    path: `${bad?.workflowId}/activate`,
    what: { kind: 'status', status: 400, message: 'no trigger' },
  })
  const ids = [...campaigns.map((campaign) => campaign.id), randomUUID()]
  const { results } = await toggleMany(userCtx(f.workspace), { ids, action: 'activate', idempotencyKey: randomUUID() })
  expect(results.map((result) => result.status)).toEqual(['ok', 'ok', 'ok', 'error', 'ok', 'ok', 'ok', 'ok', 'error'])
  expect(results.at(-1)?.code).toBe('CAMPAIGN_NOT_FOUND')
  expect(await readCampaign(bad?.id ?? '')).toMatchObject({ desired_active: false })
})

it('commits every pause before any engine is asked, and leaves what it could not finish to the worker', async () => {
  const campaigns = await Promise.all(Array.from({ length: 4 }, () => f.campaign()))
  const ids = campaigns.map((campaign) => campaign.id)
  await toggleMany(userCtx(f.workspace), { ids, action: 'activate', idempotencyKey: randomUUID() })
  f.fake.faults.add({ path: 'deactivate$', what: { kind: 'reset' } })
  const { results } = await toggleMany(userCtx(f.workspace), { ids, action: 'pause', idempotencyKey: randomUUID() })
  expect(new Set(results.map((result) => result.status))).toEqual(new Set(['pending']))
  for (const id of ids) expect(await readCampaign(id)).toMatchObject({ status: 'paused', desired_active: false })
})

it('finds intents that nobody looks after', async () => {
  const { id } = await f.campaign()
  f.fake.faults.add({ what: { kind: 'reset' } })
  await expect(toggleCampaign(userCtx(f.workspace), { id, action: 'activate' })).rejects.toThrow()
  await asPlatform('test clock')(async (trx) => {
    await trx
      .updateTable('platform.outbox')
      .set({ done_at: new Date().toISOString() })
      .where('workspace_id', '=', f.workspace.id)
      .execute()
  })
  await asPlatform('test clock')(async (trx) => {
    await trx.deleteFrom('campaign_intents').where('campaign_id', '=', id).execute()
    await trx
      .insertInto('campaign_intents')
      .values({
        workspace_id: f.workspace.id,
        campaign_id: id,
        intent_version: 1,
        action: 'activate',
        desired_active: true,
        cause: 'user',
        from_status: 'paused',
        to_status: 'active',
        actor_type: 'user',
        actor_id: 'x',
        created_at: new Date(Date.now() - 11_000).toISOString(),
      })
      .execute()
  })
  expect((await sweepCampaigns()).intents).toBeGreaterThanOrEqual(1)
  const open = (await readOutbox(f.workspace.id)).filter(
    (row) => row.job === 'campaigns.converge' && row.done_at === null,
  )
  expect(open.length).toBeGreaterThanOrEqual(1)
})

describe('executions', () => {
  it('one key is one run; another run of the same kind is refused while it lasts', async () => {
    const { id } = await f.campaign()
    const ctx = userCtx(f.workspace)
    const key = randomUUID()
    const first = await executeCampaign(ctx, { id, kind: 'send', idempotencyKey: key })
    expect(await executeCampaign(ctx, { id, kind: 'send', idempotencyKey: key })).toEqual({ ...first, replayed: true })
    await expect(executeCampaign(ctx, { id, kind: 'send', idempotencyKey: randomUUID() })).rejects.toMatchObject({
      code: 'DUPLICATE_EXECUTION',
    })
    expect((await readAudit(id)).filter((row) => row.action === 'campaign.execution_started')).toHaveLength(1)
  })

  it('1,000 starts at once over 10 campaigns leave 10 runs and exact totals', async () => {
    const campaigns = await Promise.all(Array.from({ length: 10 }, () => f.campaign()))
    const ctx = userCtx(f.workspace)
    const outcomes = await Promise.allSettled(
      Array.from({ length: 1_000 }, (_, i) =>
        executeCampaign(ctx, { id: campaigns[i % 10]?.id ?? '', kind: 'send', idempotencyKey: randomUUID() }),
      ),
    )
    const codes = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.code] : []))
    expect(codes).toHaveLength(990)
    expect(codes.every((code) => code === 'DUPLICATE_EXECUTION' || code === 'DATABASE_UNAVAILABLE')).toBe(true)
    const ids = campaigns.map((campaign) => campaign.id)
    const rows = await asPlatform('test witness')((trx) =>
      trx.selectFrom('platform.engine_workflows').select('total_executions').where('campaign_id', 'in', ids).execute(),
    )
    expect(rows.map((row) => row.total_executions)).toEqual(Array.from({ length: 10 }, () => 1))
  }, 60_000)

  it('1,000 starts over 1,000 campaigns keep every total exact', async () => {
    const workspace = await createTestWorkspace()
    const ids = await seedCampaigns(workspace.id, f.engineId, 1_000)
    const ctx = userCtx(workspace)
    const outcomes = await Promise.allSettled(
      ids.map((id) => executeCampaign(ctx, { id, kind: 'send', idempotencyKey: randomUUID() })),
    )
    expect(outcomes.filter((outcome) => outcome.status === 'rejected')).toEqual([])
    const { total } = await asPlatform('test witness')((trx) =>
      trx
        .selectFrom('platform.engine_workflows')
        .select(({ fn }) => fn.sum<number>('total_executions').as('total'))
        .where('workspace_id', '=', workspace.id)
        .executeTakeFirstOrThrow(),
    )
    expect(Number(total)).toBe(1_000)
  }, 60_000)

  it('runs through the webhook and mirrors what the engine reports, once however often it looks', async () => {
    const { id, workflowId } = await f.campaign()
    const ctx = userCtx(f.workspace)
    await toggleCampaign(ctx, { id, action: 'activate' })
    while (!f.fake.store.workflows.get(workflowId)?.live) await new Promise(setImmediate)
    const { execution_id } = await executeCampaign(ctx, { id, kind: 'send', idempotencyKey: randomUUID() })
    await runExecution(jobCtx(f.workspace, 'campaigns.run'), { executionId: execution_id })
    const workflow = f.fake.store.workflows.get(workflowId)
    if (workflow) for (let i = 0; i < 5; i += 1) f.fake.store.run(workflow)
    await syncExecutions()
    await syncExecutions()
    const { items, total } = await listExecutions(ctx, { id, limit: 25 })
    const engineRuns = f.fake.store.executions.filter((execution) => execution.workflowId === workflowId)
    expect(items.map((item) => item.n8n_execution_id).sort()).toEqual(engineRuns.map((run) => String(run.id)).sort())
    expect(items.find((item) => item.id === execution_id)).toMatchObject({ source: 'sovereign', status: 'succeeded' })
    expect(total).toBe(items.length)
  })
})

it('tells a campaign’s story to everyone who may read it, newest first', async () => {
  const { id } = await f.campaign()
  const ctx = userCtx(f.workspace)
  await toggleCampaign(ctx, { id, action: 'activate' })
  await toggleCampaign(ctx, { id, action: 'pause', reason: 'lunch' })
  const first = await listHistory(userCtx(f.workspace, 'viewer'), { id, limit: 1 })
  expect(first.items).toMatchObject([
    { action: 'pause', status: 'done', message: 'lunch', actor_name: `member of ${f.workspace.slug}` },
  ])
  const rest = await listHistory(ctx, { id, limit: 5, cursor: first.next_cursor ?? '' })
  expect(rest.items.map((item) => item.action)).toEqual(['activate'])
})

async function seedCampaigns(workspaceId: string, engineId: string, count: number): Promise<string[]> {
  return asPlatform('test campaigns')(async (trx) => {
    const rows = Array.from({ length: count }, (_, i) => ({
      workspace_id: workspaceId,
      name: `Campaign ${i}`,
      status: 'paused',
      engine_id: engineId,
      n8n_workflow_id: `bulk-${workspaceId.slice(0, 8)}-${i}`,
      created_by: 'test',
    }))
    const made = await trx.insertInto('campaigns').values(rows).returning(['id', 'n8n_workflow_id']).execute()
    await trx
      .insertInto('platform.engine_workflows')
      .values(
        made.map((row) => ({
          workspace_id: workspaceId,
          engine_id: engineId,
          campaign_id: row.id,
          n8n_workflow_id: row.n8n_workflow_id ?? '',
        })),
      )
      .execute()
    return made.map((row) => row.id)
  })
}
