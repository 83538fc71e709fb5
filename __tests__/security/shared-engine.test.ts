import { randomUUID } from 'node:crypto'
import { linkWorkflow } from '@/lib/campaigns/link-workflow'
import { asPlatform } from '@/lib/db/principals'
import { closeEngines } from '@/lib/engines/connect'
import { openEngine } from '@/lib/engines/open'
import type { Runtime } from '@/lib/runtime'
import { cleanupWorkspace } from '@/lib/sync/cleanup'
import { startFakeN8n } from '@/local/simulators/n8n/server'
import { createUnlinkedCampaign } from '../helpers/personas'
import { startTestRuntime } from '../helpers/runtime'
import {
  createTestCampaign,
  createTestEngine,
  createTestWorkspace,
  type TestWorkspace,
  userCtx,
} from '../helpers/workspace'

/** Tenants that share one n8n are kept apart by the names of their workflows: near-misses must not open a door. */
let runtime: Runtime
let fake: Awaited<ReturnType<typeof startFakeN8n>>
let engineId: string
let victim: TestWorkspace
let attacker: TestWorkspace

const rename = (workspace: TestWorkspace, change: { name?: string; slug?: string }) =>
  asPlatform('test workspace')(async (trx) => {
    if (change.name)
      await trx.updateTable('workspaces').set({ name: change.name }).where('id', '=', workspace.id).execute()
  })
const workflowNamed = async (name: string): Promise<string> => {
  const created = await (await openEngine(engineId)).create({ name, nodes: [], connections: {}, settings: {} })
  if (!created.ok) throw new Error(created.error.message)
  return created.data.id
}
const linkAs = async (workspace: TestWorkspace, n8n_workflow_id: string) => {
  const id = await createUnlinkedCampaign(workspace)
  return linkWorkflow(userCtx(workspace, 'admin'), { id, engine_id: engineId, n8n_workflow_id }).then(
    () => 'linked',
    (error: { code: string }) => error.code,
  )
}

beforeAll(async () => {
  runtime = startTestRuntime()
  fake = await startFakeN8n({ publicationDelayMs: 0 })
  engineId = await createTestEngine(fake.url, fake.apiKey)
  victim = await createTestWorkspace()
  attacker = await createTestWorkspace()
})
afterAll(async () => {
  await asPlatform('test engine')((trx) =>
    trx.updateTable('platform.engines').set({ status: 'retired' }).where('id', '=', engineId).execute(),
  )
  await closeEngines()
  await fake.stop()
  await runtime.close()
})

test('a workflow that begins with the own slug or name and a colon can be linked', async () => {
  const name = `Own name ${randomUUID()}`
  await rename(victim, { name })
  expect(await linkAs(victim, await workflowNamed(`${victim.slug}: first`))).toBe('linked')
  expect(await linkAs(victim, await workflowNamed(`${name}: second`))).toBe('linked')
  expect(await linkAs(victim, await workflowNamed(`${name.toUpperCase()}: third`))).toBe('linked')
})

test.each<[string, (slug: string) => string]>([
  ["another tenant's slug", () => `${victim.slug}: theirs`],
  ['the own slug, lengthened by a dash', (slug) => `${slug}-corp: theirs`],
  ['the own slug without a colon', (slug) => `${slug} theirs`],
  ['a pattern', () => '%: theirs'],
  ['no prefix', () => 'Anything'],
])('one that begins with %s cannot', async (_, name) => {
  expect(await linkAs(attacker, await workflowNamed(name(attacker.slug)))).toBe('INVALID_INPUT')
})

test("one that begins with a name two tenants have belongs to neither; names are anyone's to choose", async () => {
  const name = `Ada’s workspace ${randomUUID()}`
  await rename(victim, { name })
  await rename(attacker, { name })
  const workflow = await workflowNamed(`${name}: theirs`)
  expect([await linkAs(attacker, workflow), await linkAs(victim, workflow)]).toEqual(['INVALID_INPUT', 'INVALID_INPUT'])
})

test("one that another tenant's campaign runs cannot be taken over by renaming oneself", async () => {
  const name = `Taken over ${randomUUID()}`
  const workflow = await workflowNamed(`${name}: theirs`)
  await createTestCampaign(victim, engineId, workflow)
  await rename(attacker, { name })
  expect(await linkAs(attacker, workflow)).toBe('INVALID_INPUT')
})

test("cleaning up leaves other tenants' workflows alone, however alike their names", async () => {
  const own = await workflowNamed(`${attacker.slug}: orphan`)
  const theirs = [
    await workflowNamed(`${attacker.slug}-corp: orphan`),
    await workflowNamed(`${attacker.slug}-orphan`),
    await workflowNamed(`${victim.slug}: orphan`),
  ]
  await createTestCampaign(attacker, engineId, await workflowNamed(`${attacker.slug}: in use`))
  await cleanupWorkspace(attacker.id)
  const seen = await asPlatform('test witness')((trx) =>
    trx
      .selectFrom('platform.engine_workflows')
      .select('n8n_workflow_id')
      .where('engine_id', '=', engineId)
      .where('campaign_id', 'is', null)
      .execute(),
  )
  const ids = seen.map((row) => row.n8n_workflow_id)
  expect(ids).toContain(own)
  expect(ids.filter((id) => theirs.includes(id))).toEqual([])
})
