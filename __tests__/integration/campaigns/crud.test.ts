import { randomUUID } from 'node:crypto'
import { createCampaign } from '@/lib/campaigns/create'
import { getCampaign } from '@/lib/campaigns/get'
import { linkWorkflow } from '@/lib/campaigns/link-workflow'
import { listCampaigns } from '@/lib/campaigns/list'
import { removeCampaign } from '@/lib/campaigns/remove'
import { ListCampaignsQuery } from '@/lib/campaigns/schemas/campaign'
import { toggleCampaign } from '@/lib/campaigns/toggle'
import { updateCampaign } from '@/lib/campaigns/update'
import { asPlatform } from '@/lib/db/principals'
import { createWebhookWorkflow, type EngineFixture, startEngineFixture } from '../../helpers/engine-fixture'
import { readAudit } from '../../helpers/rows'
import { createTestWorkspace, userCtx } from '../../helpers/workspace'

let f: EngineFixture
beforeAll(async () => {
  f = await startEngineFixture()
})
afterAll(() => f.close())

const query = (input: Record<string, unknown>) => ListCampaignsQuery.parse(input)

describe('the list', () => {
  it.each(['created_at', 'name', 'updated_at'])(
    'walks every campaign exactly once by %s, whatever the page size',
    async (sort_by) => {
      const workspace = await createTestWorkspace()
      const ctx = userCtx(workspace)
      for (let i = 0; i < 23; i += 1) await createCampaign(ctx, { name: `Campaign ${i % 2 === 0 ? i : `b${i}`}` })
      const seen: string[] = []
      let cursor: string | undefined
      do {
        const page = await listCampaigns(ctx, query({ sort_by, sort_dir: 'asc', limit: 7, cursor }))
        expect(page.total).toBe(23)
        seen.push(...page.items.map((item) => item.id))
        cursor = page.next_cursor ?? undefined
      } while (cursor)
      expect([seen.length, new Set(seen).size]).toEqual([23, 23])
    },
  )

  it('searches literally: a percent sign is a percent sign', async () => {
    const ctx = userCtx(await createTestWorkspace())
    await createCampaign(ctx, { name: '100% sure' })
    await createCampaign(ctx, { name: '100 things' })
    const { items } = await listCampaigns(ctx, query({ search: '100%' }))
    expect(items.map((item) => item.name)).toEqual(['100% sure'])
  })

  it('refuses a page link that was altered or belongs to another filter', async () => {
    const ctx = userCtx(await createTestWorkspace())
    for (let i = 0; i < 3; i += 1) await createCampaign(ctx, { name: `C ${i}` })
    const { next_cursor } = await listCampaigns(ctx, query({ limit: 1 }))
    const cursors = [{ cursor: `${next_cursor}x` }, { cursor: next_cursor, status: 'paused' }, { cursor: 'e30' }]
    for (const input of cursors) {
      await expect(listCampaigns(ctx, query({ limit: 1, ...input }))).rejects.toMatchObject({ code: 'INVALID_CURSOR' })
    }
  })
})

it('a name is unique in its workspace, ignoring case; another workspace may use it', async () => {
  const [one, other] = [userCtx(await createTestWorkspace()), userCtx(await createTestWorkspace())]
  await createCampaign(one, { name: 'Spring' })
  await expect(createCampaign(one, { name: 'SPRING' })).rejects.toMatchObject({ code: 'CAMPAIGN_NAME_TAKEN' })
  await expect(createCampaign(other, { name: 'Spring' })).resolves.toMatchObject({ status: 'draft' })
})

it('refuses more campaigns than the workspace may have, and unknown time zones', async () => {
  const workspace = await createTestWorkspace()
  await asPlatform('test limit')((trx) =>
    trx.updateTable('workspaces').set({ max_campaigns: 1 }).where('id', '=', workspace.id).execute(),
  )
  const ctx = userCtx(workspace)
  await expect(createCampaign(ctx, { name: 'A', timezone: 'Mars/Olympus' })).rejects.toMatchObject({
    code: 'INVALID_TIMEZONE',
  })
  await createCampaign(ctx, { name: 'A', timezone: 'America/New_York' })
  await expect(createCampaign(ctx, { name: 'B' })).rejects.toMatchObject({
    code: 'CAMPAIGN_LIMIT',
    details: { limit: 1, used: 1 },
  })
})

it('tells the second editor what the first one saved', async () => {
  const ctx = userCtx(await createTestWorkspace())
  const { id, version } = await createCampaign(ctx, { name: 'Draft' })
  await updateCampaign(ctx, { id, name: 'First', version })
  await expect(updateCampaign(ctx, { id, name: 'Second', version })).rejects.toMatchObject({
    code: 'VERSION_CONFLICT',
    details: { current: { name: 'First' } },
  })
})

it('archives and unarchives, but leaves starting and stopping to the switch', async () => {
  const ctx = userCtx(await createTestWorkspace())
  const { id } = await createCampaign(ctx, { name: 'Old' })
  await expect(updateCampaign(ctx, { id, status: 'active' })).rejects.toMatchObject({ code: 'USE_TOGGLE' })
  expect(await updateCampaign(ctx, { id, status: 'archived' })).toMatchObject({ status: 'archived' })
  expect(await updateCampaign(ctx, { id, status: 'paused' })).toMatchObject({ status: 'paused' })
})

it('links only a workflow that carries the workspace’s name, and frees it again', async () => {
  const ctx = userCtx(f.workspace, 'admin')
  const { id } = await createCampaign(ctx, { name: 'To link' })
  const theirs = await createWebhookWorkflow(f.engineId, 'somebody-else')
  const ours = await createWebhookWorkflow(f.engineId, f.workspace.slug)
  const engine_id = f.engineId
  await expect(linkWorkflow(ctx, { id, engine_id, n8n_workflow_id: theirs })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
  })
  expect(await linkWorkflow(ctx, { id, engine_id, n8n_workflow_id: ours })).toMatchObject({
    n8n_workflow_id: ours,
    n8n_status: 'inactive',
  })
  await expect(linkWorkflow(userCtx(f.workspace, 'member'), { id, n8n_workflow_id: null })).rejects.toMatchObject({
    code: 'FORBIDDEN',
  })
  expect(await linkWorkflow(ctx, { id, n8n_workflow_id: null })).toMatchObject({
    n8n_workflow_id: null,
    n8n_status: 'unknown',
  })
})

it('a shared workflow stays on while one of its campaigns wants it on', async () => {
  const admin = userCtx(f.workspace, 'admin')
  const { id: first, workflowId } = await f.campaign()
  const { id: second } = await createCampaign(admin, { name: `Sharer ${randomUUID()}` })
  await linkWorkflow(admin, { id: second, engine_id: f.engineId, n8n_workflow_id: workflowId })
  await toggleCampaign(admin, { id: first, action: 'activate' })
  await toggleCampaign(admin, { id: second, action: 'activate' })
  const paused = await toggleCampaign(admin, { id: first, action: 'pause' })
  expect(paused).toMatchObject({
    campaign: { status: 'paused', n8n_status: 'active' },
    warnings: [expect.stringContaining('stays on')],
  })
  expect(f.fake.store.workflows.get(workflowId)?.active).toBe(true)
  await toggleCampaign(admin, { id: second, action: 'pause' })
  expect(f.fake.store.workflows.get(workflowId)?.active).toBe(false)
})

it('deletes only what is off; history and audit stay', async () => {
  const { id } = await f.campaign()
  const admin = userCtx(f.workspace, 'admin')
  await toggleCampaign(admin, { id, action: 'activate' })
  await expect(removeCampaign(admin, id)).rejects.toMatchObject({ code: 'CAMPAIGN_ALREADY_ACTIVE' })
  await toggleCampaign(admin, { id, action: 'pause' })
  await expect(removeCampaign(userCtx(f.workspace, 'member'), id)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  expect(await removeCampaign(admin, id)).toEqual({ id, deleted: true })
  await expect(getCampaign(admin, id)).rejects.toMatchObject({ code: 'CAMPAIGN_NOT_FOUND' })
  expect((await readAudit(id)).map((row) => row.action)).toEqual([
    'campaign.activated',
    'campaign.paused',
    'campaign.deleted',
  ])
})
