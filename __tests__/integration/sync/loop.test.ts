import { listExecutions } from '@/lib/campaigns/executions'
import { toggleCampaign } from '@/lib/campaigns/toggle'
import { asPlatform } from '@/lib/db/principals'
import { closeEngines } from '@/lib/engines/connect'
import { cleanupWorkspace } from '@/lib/sync/cleanup'
import { RETRY_AFTER_MINUTES } from '@/lib/sync/engine-status'
import { replayFailure, retryFailures } from '@/lib/sync/retry-failures'
import { getSyncStatus } from '@/lib/sync/status'
import { syncEngine } from '@/lib/sync/sync-engine'
import { syncExecutions } from '@/lib/sync/sync-executions'
import { syncWorkspace } from '@/lib/sync/sync-workspace'
import { triggerSync } from '@/lib/sync/trigger'
import { createWebhookWorkflow, type EngineFixture, startEngineFixture } from '../../helpers/engine-fixture'
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

const origin = { source: 'cron', actor: { type: 'job', id: 'test' }, requestId: 'test' } as const
const sync = () => syncEngine({ engineId: f.engineId, origin })
const failures = () =>
  asPlatform('test witness')((trx) =>
    trx
      .selectFrom('platform.sync_failures')
      .selectAll()
      .where('engine_id', '=', f.engineId)
      .orderBy('created_at')
      .execute(),
  )
const passTime = (minutes: number) =>
  asPlatform('test clock')((trx) =>
    trx
      .updateTable('platform.sync_failures')
      .set({ next_retry_at: new Date(Date.now() - minutes * 60_000).toISOString() })
      .where('engine_id', '=', f.engineId)
      .where('resolved_at', 'is', null)
      .where('next_retry_at', 'is not', null)
      .execute(),
  )

it.each([
  [500, 'unreachable'],
  [401, 'auth_failed'],
])(
  'an engine that answers %i is marked %s and leaves one open failure, replayable, resolved when it returns',
  async (status, shown) => {
    await f.campaign()
    f.fake.faults.add({ what: { kind: 'status', status } })
    await sync()
    await closeEngines()
    await sync()
    const engine = await asPlatform('test witness')((trx) =>
      trx.selectFrom('platform.engines').select('status').where('id', '=', f.engineId).executeTakeFirstOrThrow(),
    )
    expect(engine.status).toBe(shown)
    const open = (await failures()).filter((row) => row.resolved_at === null)
    expect(open).toHaveLength(1)
    expect((await getSyncStatus(userCtx(f.workspace, 'viewer'))).failures_open).toBe(1)

    await replayFailure(open[0]?.id ?? '')
    f.fake.faults.clear()
    await closeEngines()
    await retryFailures()
    expect((await failures()).filter((row) => row.resolved_at === null)).toEqual([])
    await expect(replayFailure(open[0]?.id ?? '')).rejects.toMatchObject({ code: 'SYNC_FAILURE_NOT_FOUND' })
  },
)

it('retries after 1, 5, 30 min, 2 h and 12 h, then leaves it to a person', async () => {
  await f.campaign()
  f.fake.faults.add({ what: { kind: 'status', status: 500 } })
  await sync()
  const pauses: number[] = []
  for (let i = 0; i < RETRY_AFTER_MINUTES.length; i += 1) {
    await closeEngines()
    await passTime(1)
    await retryFailures()
    const [open] = (await failures()).filter((row) => row.resolved_at === null)
    if (open?.next_retry_at) pauses.push(Math.round((Date.parse(open.next_retry_at) - Date.now()) / 60_000))
  }
  expect(pauses).toEqual(RETRY_AFTER_MINUTES.slice(1))
  const [dead] = (await failures()).filter((row) => row.resolved_at === null)
  expect(dead).toMatchObject({ retry_count: RETRY_AFTER_MINUTES.length, next_retry_at: null })
})

it('switches an orphan off only when it is a day old, carries our name and belongs to nobody else', async () => {
  await f.campaign()
  const orphan = await createWebhookWorkflow(f.engineId, f.workspace.slug)
  const stranger = await createWebhookWorkflow(f.engineId, `${f.workspace.slug}-corp`)
  for (const id of [orphan, stranger]) {
    const workflow = f.fake.store.workflows.get(id)
    if (workflow) f.fake.store.setActive(workflow, true)
  }
  expect(await cleanupWorkspace(f.workspace.id)).toMatchObject({ updated: 0 })
  await asPlatform('test clock')((trx) =>
    trx.deleteFrom('platform.engine_workflows').where('n8n_workflow_id', '=', orphan).execute(),
  )
  await asPlatform('test clock')((trx) =>
    trx
      .insertInto('platform.engine_workflows')
      .values({
        workspace_id: f.workspace.id,
        engine_id: f.engineId,
        n8n_workflow_id: orphan,
        created_at: new Date(Date.now() - 86_500_000).toISOString(),
      })
      .execute(),
  )
  await closeEngines()
  expect(await cleanupWorkspace(f.workspace.id)).toMatchObject({ updated: 1 })
  expect([f.fake.store.workflows.get(orphan)?.active, f.fake.store.workflows.get(stranger)?.active]).toEqual([
    false,
    true,
  ])
})

it('5,000 runs: our counts are the engine’s, whatever was still running when we looked', async () => {
  const { id, workflowId } = await f.campaign()
  await sync()
  const workflow = f.fake.store.workflows.get(workflowId)
  if (!workflow) throw new Error('no workflow')
  for (let i = 0; i < 5_000; i += 1) f.fake.store.run(workflow)
  const own = f.fake.store.executions.filter((execution) => execution.workflowId === workflowId)
  own.forEach((execution, i) => {
    execution.status = i % 10 === 0 ? 'error' : i % 97 === 0 ? 'running' : 'success'
    if (execution.status === 'running') execution.stoppedAt = null
  })
  await syncExecutions()
  for (const execution of own) {
    if (execution.status === 'running')
      Object.assign(execution, { status: 'success', stoppedAt: new Date().toISOString() })
  }
  await syncExecutions()
  await syncExecutions()
  const row = await asPlatform('test witness')((trx) =>
    trx.selectFrom('platform.engine_workflows').selectAll().where('campaign_id', '=', id).executeTakeFirstOrThrow(),
  )
  expect([row.total_executions, row.successful_executions, row.failed_executions]).toEqual([5_000, 4_500, 500])
  const { total } = await listExecutions(userCtx(f.workspace, 'viewer'), { id, limit: 25 })
  expect(total).toBe(5_000)
}, 60_000)

describe('sync now', () => {
  it('a second call of the same scope joins the first; the log is closed by the job', async () => {
    const { id } = await f.campaign()
    const ctx = userCtx(f.workspace)
    const calls = Promise.all([triggerSync(ctx, { scope: 'all' }), triggerSync(ctx, { scope: 'all' })])
    const logs = () =>
      asPlatform('test witness')((trx) =>
        trx
          .selectFrom('platform.sync_logs')
          .select('id')
          .where('workspace_id', '=', f.workspace.id)
          .where('status', '=', 'running')
          .execute(),
      )
    let open = await logs()
    while (open.length === 0) open = await logs()
    for (const log of open) await syncWorkspace(jobCtx(f.workspace, 'sync.workspace'), { syncLogId: log.id })
    const [first, second] = await calls
    expect(first.sync_id).toBe(second.sync_id)
    expect(first).toMatchObject({ status: 'succeeded' })
    await toggleCampaign(ctx, { id, action: 'activate' })
  })

  it('needs a campaign of this workspace for one campaign, and an admin for a cleanup', async () => {
    const { id } = await f.campaign()
    const stranger = userCtx(await createTestWorkspace())
    await expect(triggerSync(stranger, { scope: 'campaign', campaign_id: id })).rejects.toMatchObject({
      code: 'CAMPAIGN_NOT_FOUND',
    })
    await expect(triggerSync(userCtx(f.workspace), { scope: 'cleanup' })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
})
