import { expect } from '@playwright/test'
import { test } from '../journey'
import { stageQuietCampaign } from './stage'

test('without a campaign a checklist leads to the first one', async ({ openAs }) => {
  const page = await openAs('member', '/')
  await expect(page.getByRole('heading', { name: 'Four steps to the first figures' })).toBeVisible()
  await expect(page.locator('[data-widget]')).toHaveCount(0)
  await page.getByRole('button', { name: 'New campaign' }).click()
  await page.getByRole('dialog').getByLabel('Name').fill('The first')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /Create/ })
    .click()
  await expect(page.locator('[data-widget="campaign-management"]')).toContainText('The first')
})

test('who may not create is told whom to ask', async ({ openAs }) => {
  const page = await openAs('viewer', '/')
  await expect(page.getByText('Ask an owner or admin of this workspace.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'New campaign' })).toHaveCount(0)
})

test('campaigns without events: zeros, rates that are not known, and where figures come from', async ({
  tenant,
  openAs,
}) => {
  await stageQuietCampaign(tenant, 'Quiet')
  const page = await openAs('member', '/')
  await expect(page.locator('[data-tile="sends"] [data-value]')).toHaveText('0')
  await expect(page.locator('[data-tile="reply-rate"] [data-value]')).toHaveText('–')
  await expect(page.locator('[data-tile="sends"] [data-delta]')).toHaveText('n/a')
  await expect(page.locator('[data-widget="sends-optout"]')).toContainText('No sends in this period')
  await expect(page.locator('[data-widget="campaign-management"]')).toContainText('Quiet')
})
