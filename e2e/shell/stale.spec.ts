import { expect, type Locator, type Page } from '@playwright/test'
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
  await expect(page.locator('.grayscale').filter({ has: sends })).toHaveCount(1)
  await expect(sends.getByRole('link')).not.toHaveAttribute('href', /campaign=/)
  const retried = await hold(page, /\/api\/dashboard\/aggregate/)
  await notice.getByRole('button', { name: 'Retry' }).click()
  retried.pass()
  await expect(sends.locator('[data-value]')).toHaveAttribute('data-value', '1')
  await expect(busy(main)).toHaveCount(0)
  await expect(sends.getByRole('link')).toHaveAttribute('href', new RegExp(`campaign=${ohio}`))
})

type Narrowing = { what: string; url: RegExp; within: Locator; choose: Locator; former: Locator }

/** What is chosen is held, then fails, then is asked for again: `former` is marked, goes, and does not come back. */
async function expectFormerToGo(page: Page, { what, url, within, choose, former }: Narrowing) {
  await expect(former).toBeVisible()
  const answer = await hold(page, url)
  await choose.click()
  await expect(busy(within).filter({ has: former })).toHaveCount(1)
  answer.fail()
  await expect(within.getByRole('alert')).toContainText(`${what} could not be read`)
  await expect(former).toHaveCount(0)
  const retried = await hold(page, url)
  await within.getByRole('button', { name: 'Retry' }).click()
  retried.pass()
  await expect(within.getByRole('alert')).toHaveCount(0)
  await expect(busy(within)).toHaveCount(0)
  await expect(former).toHaveCount(0)
}

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
  const events = page.locator('[data-event]')
  await expectFormerToGo(page, {
    ...{ what: 'Events', url: /\/api\/events\?/, within: main, former: events.filter({ hasText: 'Sent' }) },
    choose: page.getByRole('button', { name: 'Replied', exact: true }),
  })
  await expect(events).toHaveCount(1)

  await page.getByRole('button', { name: /^Notifications/ }).click()
  const sheet = page.getByRole('dialog', { name: 'Notifications' })
  const notices = page.getByRole('listitem')
  await expectFormerToGo(page, {
    ...{
      what: 'Notifications',
      url: /\/api\/notifications\?/,
      within: sheet,
      former: notices.filter({ hasText: 'Breach' }),
    },
    choose: sheet.getByRole('button', { name: 'Billing' }),
  })
  await expect(notices.filter({ hasText: 'Budget' })).toBeVisible()

  await page.goto('/campaigns')
  await expectFormerToGo(page, {
    ...{
      what: 'Campaigns',
      url: /\/api\/campaigns\?/,
      within: main,
      former: page.getByRole('row').filter({ hasText: 'Ohio' }),
    },
    choose: page.getByRole('button', { name: 'Active', exact: true }),
  })
})

test('an export waits for the rows it is of', async ({ tenant, openAs }) => {
  await deliver(tenant, reports(['sent', 'replied']))
  const page = await openAs('admin', '/events')
  const answer = await hold(page, /\/api\/events\?/)
  await page.getByRole('button', { name: 'Replied', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Export' })).toBeDisabled()
  answer.pass()
  await expect(page.getByRole('button', { name: 'Export' })).toBeEnabled()
})
