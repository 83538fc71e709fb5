import { expect } from '@playwright/test'
import { isActiveInN8n, webhookStatus } from '@/__tests__/helpers/stack-n8n'
import { readState } from '@/local/state'
import { campaignOn, test, toastsOf } from '../journey'
import { stageCampaign } from './stage'

/** The engine is silent, or gone: the person is told in time, and what was wanted happens once it is back. */

test.describe.configure({ timeout: 150_000 })

test('a silent engine: 504 in time, said so, and it converges once it wakes', async ({
  tenant,
  openAs,
  complaints,
}) => {
  complaints.expectStatus(504)
  const { name, workflow } = await stageCampaign(tenant, 'Silent engine')
  const page = await openAs('member')
  const { toggle, chip } = campaignOn(page, name)
  await expect(toggle).toBeVisible()
  const n8n = readState().pids.n8n ?? 0
  process.kill(n8n, 'SIGSTOP')
  try {
    const answer = page.waitForResponse((response) => response.url().endsWith('/toggle'))
    await toggle.click()
    const response = await answer
    await response.finished()
    const tookMs = Math.round(response.request().timing().responseStart)
    expect(response.status()).toBe(504)
    expect(tookMs).toBeLessThan(5_300)
    process.stdout.write(`silent engine: 504 after ${tookMs} ms\n`)
    await expect(toastsOf(page)).toContainText(['not confirmed yet'])
    await expect(chip).toHaveAttribute('data-chip', 'starting')
  } finally {
    process.kill(n8n, 'SIGCONT')
  }
  await expect(chip).toHaveAttribute('data-chip', 'running', { timeout: 60_000 })
  expect(await isActiveInN8n(workflow.id)).toBe(true)
})

test('an engine that is gone: 502, rolled back with the reason; a pause holds and is carried out on its return', async ({
  tenant,
  openAs,
  complaints,
}) => {
  complaints.expectStatus(502, 503, 504)
  const off = await stageCampaign(tenant, 'Cannot start')
  const on = await stageCampaign(tenant, 'Must stop')
  const page = await openAs('member')
  const starting = campaignOn(page, off.name)
  const stopping = campaignOn(page, on.name)
  await stopping.toggle.click()
  await expect(stopping.chip).toHaveAttribute('data-chip', 'running')

  // Its supervisor starts it again at once; until it listens, connections are refused.
  process.kill(readState().pids.n8n ?? 0, 'SIGKILL')
  const since = Date.now()
  const answer = page.waitForResponse((response) => response.url().includes(`${off.id}/toggle`))
  await starting.toggle.click()
  expect((await answer).status()).toBe(502)
  process.stdout.write(`engine gone: 502 after ${Date.now() - since} ms\n`)
  await expect(starting.toggle).not.toBeChecked()
  await expect(starting.row.locator('[data-failure]')).toContainText(
    'Not started: The workflow engine cannot be reached',
  )
  await expect(toastsOf(page).filter({ hasText: `Could not start ${off.name}` })).toBeVisible()

  await stopping.toggle.click()
  await expect(stopping.toggle).not.toBeChecked()
  await expect(stopping.chip).toHaveAttribute('data-chip', 'paused', { timeout: 120_000 })
  expect(await isActiveInN8n(on.workflow.id)).toBe(false)
  await expect.poll(() => webhookStatus(on.workflow)).toBe(404)
  expect(await isActiveInN8n(off.workflow.id)).toBe(false)

  // The rest that the web process gives a failing engine is part of the outage: it is over when a start works again.
  const headers = { origin: readState().web_url, 'x-workspace-id': tenant.id }
  const start = () => page.request.post(`/api/campaigns/${off.id}/toggle`, { data: { action: 'activate' }, headers })
  await expect.poll(async () => (await start()).status(), { timeout: 60_000 }).toBe(200)
  await expect(starting.chip).toHaveAttribute('data-chip', 'running')
})
