import { expect, type Locator } from '@playwright/test'
import { deliver, reports, stageQuietCampaign } from '../dashboard/stage'
import { hold, test } from '../journey'
import { tell } from './stage'

/** What is on screen while, or because, the answer to another question is not there: marked, or gone. */
const busy = (within: Locator) => within.locator('[aria-busy="true"]')

test('figures of all campaigns are marked, and lead to all, until those of the chosen one are there', async ({
  tenant,
  openAs,
  complaints,
}) => {
  complaints.expectStatus(500)
  const ohio = await stageQuietCampaign(tenant, 'Ohio')
  await stageQuietCampaign(tenant, 'Texas')
  await deliver(tenant, [...reports(['sent'], { campaign: 'Ohio' }), ...reports(['sent'], { campaign: 'Texas' })])
  const page = await openAs('member', '/')
  const sends = page.locator('[data-tile="sends"]')
  const main = page.locator('#main')
  await expect(sends.locator('[data-value]')).toHaveAttribute('data-value', '2')
  const answer = await hold(page, /\/api\/dashboard\/aggregate/)
  await page.getByRole('button', { name: /^Campaign: / }).click()
  await page.getByRole('option', { name: 'Ohio' }).click()
  await expect(page).toHaveURL(new RegExp(`campaign=${ohio}`))
  await expect(busy(main).filter({ has: sends })).toHaveCSS('opacity', '0.6')
  await expect(sends.getByRole('link')).not.toHaveAttribute('href', /campaign=/)

  answer.fail()
  const notice = main.getByRole('alert')
  await expect(notice).toContainText('Shown: all campaigns')
  await expect(busy(main)).toHaveCount(0)
  await expect(sends.getByRole('link')).not.toHaveAttribute('href', /campaign=/)
  const retried = await hold(page, /\/api\/dashboard\/aggregate/)
  await notice.getByRole('button', { name: 'Retry' }).click()
  retried.pass()
  await expect(sends.locator('[data-value]')).toHaveAttribute('data-value', '1')
  await expect(busy(main)).toHaveCount(0)
  await expect(sends.getByRole('link')).toHaveAttribute('href', new RegExp(`campaign=${ohio}`))
})

test('rows of the former filters are marked while others are read, and gone when they cannot be', async ({
  tenant,
  openAs,
  complaints,
}) => {
  complaints.expectStatus(500)
  await stageQuietCampaign(tenant, 'Ohio')
  await deliver(tenant, reports(['sent', 'replied'], { campaign: 'Ohio' }))
  await tell(tenant, { title: 'Budget', category: 'billing' })
  await tell(tenant, { title: 'Breach', category: 'security' })
  const page = await openAs('admin', '/events')
  const main = page.locator('#main')

  await test.step('events', async () => {
    const rows = page.locator('[data-event]')
    await expect(rows).toHaveCount(2)
    const answer = await hold(page, /\/api\/events\?/)
    await page.getByRole('button', { name: 'Replied', exact: true }).click()
    await expect(busy(main).locator(rows)).toHaveCount(2)
    await expect(page.getByRole('button', { name: 'Export' })).toBeDisabled()
    answer.fail()
    await expect(main.getByRole('alert')).toContainText('Events could not be read')
    await expect(rows).toHaveCount(0)
    const retried = await hold(page, /\/api\/events\?/)
    await main.getByRole('button', { name: 'Retry' }).click()
    retried.pass()
    await expect(rows).toHaveCount(1)
    await expect(busy(main)).toHaveCount(0)
  })

  await test.step('notifications', async () => {
    await page.getByRole('button', { name: /^Notifications/ }).click()
    const sheet = page.getByRole('dialog', { name: 'Notifications' })
    const rows = sheet.getByRole('listitem')
    await expect(rows.filter({ hasText: 'Breach' })).toBeVisible()
    const answer = await hold(page, /\/api\/notifications\?/)
    await sheet.getByRole('button', { name: 'Billing' }).click()
    await expect(busy(sheet).getByRole('listitem').filter({ hasText: 'Breach' })).toHaveCount(1)
    answer.fail()
    await expect(sheet.getByRole('alert')).toContainText('Notifications could not be read')
    await expect(rows).toHaveCount(0)
    const retried = await hold(page, /\/api\/notifications\?/)
    await sheet.getByRole('button', { name: 'Retry' }).click()
    retried.pass()
    await expect(rows.filter({ hasText: 'Budget' })).toBeVisible()
    await expect(rows.filter({ hasText: 'Breach' })).toHaveCount(0)
    await page.keyboard.press('Escape')
  })

  await test.step('campaigns', async () => {
    await page.goto('/campaigns')
    const row = main.getByRole('row').filter({ hasText: 'Ohio' })
    await expect(row).toBeVisible()
    const answer = await hold(page, /\/api\/campaigns\?/)
    await page.getByRole('button', { name: 'Active', exact: true }).click()
    await expect(busy(main).getByRole('row').filter({ hasText: 'Ohio' })).toHaveCount(1)
    answer.fail()
    await expect(main.getByRole('alert')).toContainText('Campaigns could not be read')
    await expect(row).toHaveCount(0)
  })
})
