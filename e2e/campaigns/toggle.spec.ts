import { expect } from '@playwright/test'
import { isActiveInN8n, webhookStatus } from '@/__tests__/helpers/stack-n8n'
import { campaignOn, test, toastsOf } from '../journey'
import { stageCampaign } from './stage'

test('a click starts the workflow in n8n, proves it, and the next click stops it', async ({ tenant, openAs }) => {
  const { name, workflow } = await stageCampaign(tenant, 'Founder outreach')
  const page = await openAs('member')
  const { toggle, chip } = campaignOn(page, name)
  await expect(toggle).not.toBeChecked()
  await expect(chip).toHaveAttribute('data-chip', 'paused')

  await toggle.click()
  await expect(toggle).toBeChecked()
  await expect(chip).toHaveAttribute('data-chip', 'running')
  await expect(chip).toHaveText('Running')
  expect(await isActiveInN8n(workflow.id)).toBe(true)
  expect(await webhookStatus(workflow)).toBe(200)

  await toggle.click()
  await expect(toggle).not.toBeChecked()
  await expect(chip).toHaveAttribute('data-chip', 'paused')
  expect(await isActiveInN8n(workflow.id)).toBe(false)
  await expect.poll(() => webhookStatus(workflow)).toBe(404)
})

test('the proof arrives by itself: a reload shows the same', async ({ tenant, openAs }) => {
  const { name } = await stageCampaign(tenant, 'Proven')
  const page = await openAs('member')
  const { toggle, chip } = campaignOn(page, name)
  await toggle.click()
  await expect(chip).toHaveAttribute('data-chip', 'running')
  await page.reload()
  await expect(toggle).toBeChecked()
  await expect(chip).toHaveAttribute('data-chip', 'running')
})

test('the switch is painted in the frame of the click', async ({ tenant, openAs }) => {
  const { name } = await stageCampaign(tenant, 'Painted')
  const page = await openAs('member')
  const { toggle } = campaignOn(page, name)
  await expect(toggle).toBeVisible()
  const waits: number[] = []
  for (let press = 0; press < 6; press += 1) waits.push(await toggle.evaluate(timePress))
  process.stdout.write(
    `toggle paint (press to next frame with the new position): ${waits.map((ms) => ms.toFixed(1)).join(', ')} ms\n`,
  )
})

/** In the page: presses the switch and waits for the frame in which it shows the other position. */
async function timePress(element: Element): Promise<number> {
  const before = element.getAttribute('aria-checked')
  const startedAt = performance.now()
  ;(element as HTMLElement).click()
  for (;;) {
    await new Promise(requestAnimationFrame)
    if (element.getAttribute('aria-checked') !== before) return performance.now() - startedAt
  }
}

test('a start can be taken back within five seconds', async ({ tenant, openAs }) => {
  const { name, workflow } = await stageCampaign(tenant, 'Taken back')
  const page = await openAs('member')
  const { toggle, chip } = campaignOn(page, name)
  await toggle.click()
  await toastsOf(page)
    .filter({ hasText: `Started ${name}` })
    .getByRole('button', { name: 'Undo' })
    .click()
  await expect(toggle).not.toBeChecked()
  await expect(chip).toHaveAttribute('data-chip', 'paused')
  expect(await isActiveInN8n(workflow.id)).toBe(false)
})

test('two browsers converge within a second', async ({ tenant, openAs }) => {
  const { name } = await stageCampaign(tenant, 'Seen twice')
  const [mine, theirs] = [await openAs('member'), await openAs('viewer')]
  await expect(theirs.locator('[data-live="live"]')).toBeVisible()
  await expect(mine.locator('[data-live="live"]')).toBeVisible()
  const answered = mine.waitForResponse((response) => response.url().endsWith('/toggle'))
  await campaignOn(mine, name).toggle.click()
  await answered
  const since = Date.now()
  await expect(campaignOn(theirs, name).toggle).toBeChecked({ timeout: 1_000 })
  process.stdout.write(`second browser followed ${Date.now() - since} ms after the answer\n`)
  await expect(campaignOn(theirs, name).chip).toHaveAttribute('data-chip', 'running')
})

test('everything goes by keyboard', async ({ tenant, openAs }) => {
  const first = await stageCampaign(tenant, 'A first')
  const page = await openAs('member')
  const { toggle, chip, row } = campaignOn(page, first.name)
  // Keys are heard once the page has come alive.
  await expect(page.locator('[data-live="live"]')).toBeVisible()
  await page.keyboard.press('j')
  await expect(row).toBeFocused()
  await page.keyboard.press('Space')
  await expect(toggle).toBeChecked()
  await expect(chip).toHaveAttribute('data-chip', 'running')
  await page.keyboard.press('x')
  await expect(page.getByRole('region', { name: 'Selected campaigns' })).toContainText('1 selected')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('region', { name: 'Selected campaigns' })).toBeHidden()
  await toggle.focus()
  await page.keyboard.press('Space')
  await expect(toggle).not.toBeChecked()
  await row.focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`/campaigns/${first.id}`))
  await expect(page.getByRole('switch', { name: `Campaign ${first.name}` })).toBeVisible()
})
