import { expect, type Page } from '@playwright/test'
import { formatMoney } from '@/lib/ui/numbers'
import { test } from '../journey'
import { COSTS, stageSpending } from './stage'

const cost = (page: Page) => page.getByRole('region', { name: 'Total cost', exact: true })
const sum = (of: (item: (typeof COSTS)[number]) => boolean) =>
  formatMoney(COSTS.filter(of).reduce((total, { cost_micros }) => total + cost_micros, 0))

test('slices, tabs and purposes narrow the page, survive a reload, and Back undoes each', async ({
  tenant,
  openAs,
}) => {
  await stageSpending(tenant)
  const page = await openAs('viewer', '/analytics')
  await expect(cost(page)).toContainText(sum(() => true))
  await page.getByRole('group', { name: 'Provider' }).getByRole('button', { name: 'OpenAI' }).click()
  await expect(cost(page)).toContainText(sum(({ provider }) => provider === 'openai'))
  await page
    .getByRole('list', { name: 'Cost by purpose' })
    .getByRole('button', { name: /^Email generation/ })
    .click()
  const narrowed = sum(({ provider, purpose }) => provider === 'openai' && purpose === 'email_generation')
  await expect(cost(page)).toContainText(narrowed)
  await expect(page).toHaveURL(/provider=openai/)
  await expect(page).toHaveURL(/purpose=email_generation/)
  await page.reload()
  await expect(cost(page)).toContainText(narrowed)
  await page.goBack()
  await expect(cost(page)).toContainText(sum(({ provider }) => provider === 'openai'))
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await expect(cost(page)).toContainText(sum(() => true))
  await page
    .getByRole('region', { name: 'Models' })
    .getByRole('button', { name: /^claude-haiku/ })
    .click()
  await expect(cost(page)).toContainText(sum(({ model }) => model === 'claude-haiku'))
})

test('the sort of the senders is part of the address', async ({ tenant, openAs }) => {
  await stageSpending(tenant)
  const page = await openAs('viewer', '/analytics')
  const first = page.getByRole('region', { name: 'Senders' }).getByRole('row').nth(1)
  await expect(first).toContainText('anna@acme.example.com')
  await page.getByRole('button', { name: 'Sender', exact: true }).click()
  await expect(page).toHaveURL(/sort=sender/)
  await expect(first).toContainText('=tom@acme.example.com')
  await page.reload()
  await expect(first).toContainText('=tom@acme.example.com')
})

test('no address breaks the page', async ({ tenant, openAs }) => {
  await stageSpending(tenant)
  const page = await openAs('viewer', '/analytics')
  for (const query of [
    'start=2026-02-30&end=x&provider=&metric=nope&sort=drop&dir=up&view=all',
    `provider=${'x'.repeat(200)}&model=%00&purpose=%3Cscript%3E`,
    'start=2020-01-01&end=2026-01-01&campaign=not-an-id',
  ]) {
    await page.goto(`/analytics?${query}`)
    await expect(cost(page)).toContainText('$')
  }
})
