import { expect, type Page } from '@playwright/test'
import { formatMoney } from '@/lib/ui/numbers'
import { test } from '../journey'
import { COSTS, ledger, stageSpending } from './stage'

const tile = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
const total = COSTS.reduce((sum, { cost_micros }) => sum + cost_micros, 0)

test('providers, models, purposes and days are the ledger, and so are the tiles', async ({ tenant, openAs }) => {
  await stageSpending(tenant)
  const page = await openAs('viewer', '/analytics')
  const known = await ledger(tenant)
  expect(Object.values(known).reduce((a, b) => a + b, 0)).toBe(total)
  await expect(tile(page, 'Total cost')).toContainText(formatMoney(total))
  await expect(tile(page, 'Cost per lead')).toContainText(formatMoney(Math.round(total / 20)))
  await expect(tile(page, 'Cost per lead')).toContainText('20 contacts')
  await expect(tile(page, 'Cost per positive reply')).toContainText(formatMoney(total))
  await page.getByRole('button', { name: 'Cost per 1,000 mails' }).click()
  await expect(tile(page, 'Cost per 1,000 mails')).toContainText(formatMoney(Math.round((total * 1000) / 20)))
  const providers = tile(page, 'Providers')
  await expect(providers.getByRole('button', { name: /^OpenAI/ })).toContainText(formatMoney(known.openai ?? 0))
  await expect(providers.getByRole('button', { name: /^Apify/ })).toContainText(formatMoney(known.apify ?? 0))
  await expect(tile(page, 'Models').getByRole('button', { name: /^gpt-5-mini/ })).toContainText('$1.20')
  await expect(page.getByRole('list', { name: 'Cost by purpose' })).toContainText('Email generation$1.60')
  await page.getByRole('button', { name: 'View as table: Spend per day' }).click()
  const days = page.getByRole('region', { name: 'Spend per day, table' }).getByRole('row')
  await expect(days).toHaveCount(31)
})

test('the sums open the rows they are made of', async ({ tenant, openAs }) => {
  await stageSpending(tenant)
  const page = await openAs('member', '/analytics')
  await tile(page, 'Total cost').getByRole('button', { name: /\$/ }).click()
  const rows = tile(page, 'Cost rows').getByRole('row')
  await expect(rows).toHaveCount(COSTS.length + 1)
  await expect(rows.nth(1)).toContainText('gpt-5-mini')
  await tile(page, 'Cost per positive reply').getByRole('link').click()
  await expect(page).toHaveURL(/\/events\?.*event_type=replied/)
  await expect(page.locator('[data-event]')).toHaveCount(2)
})

test('nothing spent is zero, not an error, and a projection says what it waits for', async ({ openAs }) => {
  const page = await openAs('viewer', '/analytics')
  await expect(tile(page, 'Total cost')).toContainText('$0.00')
  await expect(tile(page, 'Cost per lead')).toContainText('–')
  await expect(tile(page, 'Next 30 days, projected')).toContainText('Needs 3 days of data, has 0')
  await expect(page.getByText('Nothing was sent in this period.')).toBeVisible()
  await expect(page.locator('#main')).not.toContainText('NaN')
})

test('one part that cannot be read leaves the others alive', async ({ tenant, openAs, complaints }) => {
  complaints.expectStatus(500)
  await stageSpending(tenant)
  const page = await openAs('viewer', '/analytics')
  await expect(tile(page, 'Senders').getByRole('table')).toBeVisible()
  let calls = 0
  await page.route('**/api/metrics/by-sender?**', (route) => {
    calls += 1
    const json = { data: null, error: 'It broke.', code: 'INTERNAL_SERVER_ERROR', request_id: 'x' }
    return route.fulfill({ status: 500, json })
  })
  await page.getByRole('button', { name: /^Period/ }).click()
  await page.getByRole('button', { name: 'Last 7 days' }).click()
  await expect(tile(page, 'Senders').getByRole('alert')).toContainText('It broke.')
  await expect(tile(page, 'Senders').getByRole('table')).toHaveCount(0)
  await expect(tile(page, 'Total cost')).toContainText(formatMoney(total))
  // Once, and two retries of its own.
  await expect.poll(() => calls).toBe(3)
  await page.unroute('**/api/metrics/by-sender?**')
  await tile(page, 'Senders').getByRole('button', { name: 'Retry' }).click()
  await expect(tile(page, 'Senders').getByRole('table')).toBeVisible()
})
