import { expect } from '@playwright/test'
import { database } from '@/__tests__/helpers/stack-tenant'
import { campaignOn, test } from '../journey'
import { stageCampaign } from './stage'

test('a thousand campaigns scroll with at most sixty rows in the document', async ({ tenant, openAs }) => {
  await database()`insert into campaigns (workspace_id, name, created_by)
    select ${tenant.id}, 'Campaign ' || lpad(n::text, 4, '0'), ${tenant.people.owner.id} from generate_series(1, 1000) n`
  const page = await openAs('member')
  const rows = page.locator('[role="row"][data-index]')
  await expect(rows.first()).toBeVisible()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('1,000')
  let most = 0
  const lastIndex = () => rows.last().getAttribute('data-index').then(Number)
  await expect
    .poll(
      async () => {
        await page.locator('#main').evaluate((main) => main.scrollBy(0, 1_400))
        most = Math.max(most, await rows.count())
        return lastIndex()
      },
      { timeout: 60_000, intervals: [30] },
    )
    .toBe(999)
  process.stdout.write(`most rows in the document while scrolling 1,000: ${most}\n`)
  expect(most).toBeLessThanOrEqual(60)
  await expect(page.getByRole('table', { name: 'Campaigns' })).toHaveAttribute('aria-rowcount', '1001')
})

test('on a phone campaigns are cards that work', async ({ tenant, openAs }) => {
  const { name } = await stageCampaign(tenant, 'On a phone')
  const page = await openAs('member', '/campaigns', { viewport: { width: 390, height: 844 }, hasTouch: true })
  const { row, toggle, chip } = campaignOn(page, name)
  await expect(row).toBeVisible()
  const box = await row.boundingBox()
  expect(box?.height).toBe(96)
  await expect(page.getByRole('columnheader')).toHaveCount(0)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
  await toggle.tap()
  await expect(chip).toHaveAttribute('data-chip', 'running')
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
})

test('offline says so, blocks the switch, and goes on when the network is back', async ({
  tenant,
  openAs,
  complaints,
}) => {
  complaints.expectOffline()
  const { name } = await stageCampaign(tenant, 'Offline')
  const page = await openAs('member')
  const { toggle, chip } = campaignOn(page, name)
  await expect(toggle).toBeEnabled()
  await page.context().setOffline(true)
  await expect(page.getByRole('status').filter({ hasText: 'Offline since' })).toBeVisible()
  await expect(toggle).toHaveAttribute('aria-disabled', 'true')
  await toggle.click({ force: true })
  await expect(toggle).not.toBeChecked()
  await page.context().setOffline(false)
  await expect(page.getByText('Offline since')).toBeHidden()
  await toggle.click()
  await expect(chip).toHaveAttribute('data-chip', 'running')
})

test('an expired session asks on the spot and then goes on with the click', async ({ tenant, openAs, complaints }) => {
  complaints.expectStatus(401)
  const { name } = await stageCampaign(tenant, 'Session ends')
  const page = await openAs('member')
  const { toggle, chip } = campaignOn(page, name)
  await expect(toggle).toBeEnabled()
  // The bell asks once the page has settled; after that nothing but the click can find out.
  await page.waitForFunction(() =>
    performance.getEntriesByType('resource').some(({ name: url }) => url.includes('/api/notifications')),
  )
  const { id, email, password } = tenant.people.member
  await database()`delete from platform.local_sessions where user_id = ${id}`
  await page.context().clearCookies()
  await toggle.click()
  const dialog = page.getByRole('dialog', { name: 'Your session has ended' })
  await expect(dialog.getByLabel('Email')).toHaveValue(email)
  await dialog.getByLabel('Password').fill(password)
  await dialog.getByRole('button', { name: 'Sign in' }).click()
  await expect(dialog).toBeHidden()
  await expect(toggle).toBeChecked()
  await expect(chip).toHaveAttribute('data-chip', 'running')
})

test('landmarks, names and states are there for a screen reader', async ({ tenant, openAs }) => {
  const { name } = await stageCampaign(tenant, 'Read aloud')
  const page = await openAs('member')
  const { toggle, chip } = campaignOn(page, name)
  await expect(toggle).toBeVisible()
  for (const landmark of ['banner', 'main'] as const) await expect(page.getByRole(landmark)).toHaveCount(1)
  await expect(page.getByRole('navigation', { name: 'Main' }).first()).toBeVisible()
  await expect(page.getByRole('heading', { level: 1, name: /^Campaigns/ })).toBeVisible()
  await expect(toggle).toHaveAccessibleDescription(/Paused/)
  await expect(chip).toHaveText('Paused')
  const nameless = await page.locator('button, a, input, [role="switch"], [role="checkbox"]').evaluateAll((controls) =>
    controls
      .filter((control) => control.getClientRects().length > 0)
      .filter(
        (control) =>
          !control.getAttribute('aria-label') &&
          !control.getAttribute('aria-labelledby') &&
          !control.textContent?.trim() &&
          !(control instanceof HTMLInputElement && control.labels?.length),
      )
      .map((control) => control.outerHTML.slice(0, 120)),
  )
  expect(nameless).toEqual([])
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('en')
})
