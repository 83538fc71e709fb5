import { expect } from '@playwright/test'
import { deleteInN8n, isActiveInN8n, renameInN8n, switchInN8n, webhookStatus } from '@/__tests__/helpers/stack-n8n'
import { database, retireEngine } from '@/__tests__/helpers/stack-tenant'
import { campaignOn, test } from '../journey'
import { stageCampaign, stageFakeEngine } from './stage'

/** What happens inside n8n comes back to the screen by itself. */

test('switched off inside n8n, the screen follows within two seconds', async ({ tenant, openAs }) => {
  const { name, workflow } = await stageCampaign(tenant, 'Switched inside')
  const page = await openAs('member')
  const { toggle, chip } = campaignOn(page, name)
  await expect(page.locator('[data-live="live"]')).toBeVisible()
  await toggle.click()
  await expect(chip).toHaveAttribute('data-chip', 'running')
  await pastOwnEcho(tenant.id)

  await switchInN8n(workflow.id, false)
  const since = Date.now()
  await expect(chip).toHaveAttribute('data-chip', 'paused', { timeout: 2_000 })
  await expect(toggle).not.toBeChecked()
  process.stdout.write(`a change inside n8n showed after ${Date.now() - since} ms\n`)
})

test('switched on inside n8n against a pause, it is held and switched off again', async ({ tenant, openAs }) => {
  const { id, name, workflow } = await stageCampaign(tenant, 'Held by its pause')
  const page = await openAs('member')
  const { toggle, chip } = campaignOn(page, name)
  await expect(page.locator('[data-live="live"]')).toBeVisible()

  await switchInN8n(workflow.id, true)
  await expect.poll(() => isActiveInN8n(workflow.id)).toBe(false)
  await expect.poll(() => webhookStatus(workflow)).toBe(404)
  await expect(chip).toHaveAttribute('data-chip', 'paused')
  await expect(toggle).not.toBeChecked()
  await page.goto(`/campaigns/${id}?tab=history`)
  await expect(page.getByText(/held/i).first()).toBeVisible()
})

test('a rename inside n8n shows, the campaign keeps its own name', async ({ tenant, openAs }) => {
  const { name, workflow } = await stageCampaign(tenant, 'Keeps its name')
  const page = await openAs('member')
  await expect(page.locator('[data-live="live"]')).toBeVisible()
  await renameInN8n(workflow.id, `${tenant.name}: renamed inside`)
  await expect(campaignOn(page, name).row).toContainText('renamed inside')
})

test('deleted inside n8n, it is called missing within fifteen seconds', async ({ tenant, openAs }) => {
  const { name, workflow } = await stageCampaign(tenant, 'Deleted inside')
  const page = await openAs('member')
  await expect(page.locator('[data-live="live"]')).toBeVisible()
  await deleteInN8n(workflow.id)
  await expect(campaignOn(page, name).chip).toHaveAttribute('data-chip', 'workflow_missing', { timeout: 20_000 })
})

test('without any hint the reconciler follows within 65 seconds', async ({ tenant, openAs }) => {
  const { fake, engineId, campaigns } = await stageFakeEngine(tenant, ['Nobody tells'])
  const [campaign] = campaigns
  if (!campaign) throw new Error('Nothing was staged')
  const page = await openAs('member')
  const { toggle, chip } = campaignOn(page, campaign.name)
  await toggle.click()
  await expect(chip).toHaveAttribute('data-chip', 'running')
  const workflow = fake.store.workflows.get(campaign.workflowId)
  if (!workflow) throw new Error('The engine lost the workflow')
  fake.store.setActive(workflow, false)
  const since = Date.now()
  await expect(chip).toHaveAttribute('data-chip', 'paused', { timeout: 65_000 })
  process.stdout.write(`without hints the screen followed after ${Date.now() - since} ms\n`)
  await retireEngine(engineId)
  await fake.stop()
})

/** Echoes of our own toggle are told apart from a person's change by time: two seconds after the intent ended. */
async function pastOwnEcho(workspaceId: string): Promise<void> {
  await expect
    .poll(async () => {
      const [row] = await database()<{ fresh: number }[]>`select count(*)::int as fresh from campaign_intents
        where workspace_id = ${workspaceId} and finished_at > now() - interval '2 seconds'`
      return row?.fresh
    })
    .toBe(0)
}
