import { readFileSync } from 'node:fs'
import { expect, type Page } from '@playwright/test'
import papa from 'papaparse'
import { createDeliveryKey, deliverToStack } from '@/__tests__/helpers/stack-deliver'
import { database, type Tenant } from '@/__tests__/helpers/stack-tenant'
import { test } from '../journey'

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()
const mail = (n: number, event: object) => ({
  ...{
    contact_email: `person.${n}@customer.example.com`,
    campaign: 'Ohio',
    step: 1,
    sender_email: 'us@acme.example.com',
  },
  ...{ provider_message_id: `<${n}@mail>`, provider_event_id: `event-${n}`, event_ts: minutesAgo(n) },
  ...event,
})
const rowsOf = (page: Page) => page.locator('[data-event]')

/** A tenant to whom these events happened. */
async function stage(tenant: Tenant, events: object[]) {
  const key = await createDeliveryKey(tenant)
  for (let at = 0; at < events.length; at += 200) await deliverToStack(key, 'events', events.slice(at, at + 200))
  return key
}

test('rows say what happened, who did it and whether it counts; filters live in the address', async ({
  tenant,
  openAs,
}) => {
  await stage(tenant, [
    mail(1, { event_type: 'sent' }),
    mail(2, { event_type: 'opened', actor_class: 'machine', class_reason: 'privacy proxy', campaign: 'Texas' }),
    mail(3, { event_type: 'bounced', bounce_type: 'hard' }),
    mail(4, { event_type: 'replied', reply_class: 'positive', step: 2 }),
  ])
  const page = await openAs('member', '/events')
  await expect(rowsOf(page)).toHaveCount(4)
  const opened = rowsOf(page).filter({ hasText: 'Opened' })
  await expect(opened).toContainText('Machine')
  await expect(opened).toContainText('Not counted')
  await expect(rowsOf(page).filter({ hasText: 'Bounced' })).toContainText('hard')

  await page.getByRole('button', { name: 'Replied', exact: true }).click()
  await expect(rowsOf(page)).toHaveCount(1)
  await expect(page).toHaveURL(/event_type=replied/)
  await page.reload()
  await expect(rowsOf(page)).toHaveCount(1)
  await page.getByLabel('Step').selectOption('1')
  await expect(page.getByText('No event matches')).toBeVisible()
  await page.getByRole('button', { name: 'Clear filters' }).last().click()
  await expect(rowsOf(page)).toHaveCount(4)
  await page.getByLabel('By', { exact: true }).selectOption('machine')
  await expect(rowsOf(page)).toHaveCount(1)
  await page.goto('/events?event_type=nonsense&step=99&contact=x&start=2020-13-45&actor_class=')
  await expect(rowsOf(page)).toHaveCount(4)
})

test('a row opens in full, leads to all of its contact, and its ids can be copied', async ({ tenant, openAs }) => {
  await stage(tenant, [
    mail(1, { event_type: 'sent' }),
    mail(2, { event_type: 'sent' }),
    mail(3, { event_type: 'opened', contact_email: 'person.2@customer.example.com' }),
  ])
  const page = await openAs('member', '/events')
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await rowsOf(page).filter({ hasText: 'Opened' }).getByRole('button').click()
  const detail = page.getByRole('dialog', { name: 'Opened' })
  const id = await rowsOf(page).filter({ hasText: 'Opened' }).getAttribute('data-event')
  await detail.getByRole('button', { name: 'Copy event id' }).click()
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(id)
  await page.keyboard.press('Escape')
  await expect(rowsOf(page).filter({ hasText: 'Opened' }).getByRole('button')).toBeFocused()
  await page.keyboard.press('Enter')
  await detail.getByRole('button', { name: 'All events of this contact' }).click()
  await expect(rowsOf(page)).toHaveCount(2)
  await expect(page.getByText('Contact: person.2@customer.example.com')).toBeVisible()
  await page.goBack()
  await expect(rowsOf(page)).toHaveCount(3)
})

test('what happens now waits above the list until it is asked for', async ({ tenant, openAs }) => {
  const key = await stage(tenant, [mail(5, { event_type: 'sent' })])
  const page = await openAs('member', '/events')
  await expect(rowsOf(page)).toHaveCount(1)
  await expect(page.getByRole('button', { name: 'Live updates: Live' })).toBeVisible()
  await deliverToStack(key, 'events', [mail(0, { event_type: 'clicked' })])
  await page.getByRole('button', { name: '1 new' }).click()
  await expect(rowsOf(page)).toHaveCount(2)
  await expect(rowsOf(page).first()).toContainText('Clicked')
})

test('the export is every row that matches, safe for a spreadsheet, in the workspace’s time', async ({
  tenant,
  openAs,
}) => {
  await database()`update workspaces set timezone = 'Asia/Tokyo' where id = ${tenant.id}`
  const events = Array.from({ length: 450 }, (_, n) =>
    mail(n, { event_type: 'sent', subject: n === 7 ? '=1+1' : `No. ${n}` }),
  )
  await stage(tenant, [...events, mail(500, { event_type: 'delivered' })])
  const page = await openAs('admin', '/events?event_type=sent')
  await expect(rowsOf(page).first()).toBeVisible()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^events-proof-.*\.csv$/)
  const { data } = papa.parse<Record<string, string>>(readFileSync(await download.path(), 'utf8').slice(1), {
    header: true,
    skipEmptyLines: true,
  })
  expect(data).toHaveLength(450)
  expect(Object.keys(data[0] ?? {})).toContain('Time (Asia/Tokyo)')
  expect(data.find(({ 'Message id': id }) => id === '<7@mail>')?.Subject).toBe("'=1+1")
  const ids = await database()<
    { id: string }[]
  >`select id from email_events where workspace_id = ${tenant.id} and event_type = 'sent'`
  expect(new Set(data.map((row) => row['Event id']))).toEqual(new Set(ids.map(({ id }) => id)))
  const viewer = await openAs('viewer', '/events')
  await expect(rowsOf(viewer).first()).toBeVisible()
  await expect(viewer.getByRole('button', { name: 'Export' })).toHaveCount(0)
})

test('a long list scrolls to its end with few rows in the document', async ({ tenant, openAs }) => {
  await stage(
    tenant,
    Array.from({ length: 450 }, (_, n) => mail(n, { event_type: 'sent' })),
  )
  const page = await openAs('member', '/events')
  await expect(rowsOf(page).first()).toBeVisible()
  let most = 0
  await expect
    .poll(
      async () => {
        await page.locator('#main').evaluate((main) => main.scrollBy(0, 1_400))
        most = Math.max(most, await rowsOf(page).count())
        return rowsOf(page).last().getAttribute('data-index').then(Number)
      },
      { timeout: 60_000, intervals: [50] },
    )
    .toBe(449)
  // The first 100 are there as a whole until the code for long lists has come.
  expect(most).toBeLessThanOrEqual(100)
  expect(await rowsOf(page).count()).toBeLessThan(60)
})
