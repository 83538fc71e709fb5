import { expect, type Page } from '@playwright/test'
import { createDeliveryKey, deliverToStack } from '@/__tests__/helpers/stack-deliver'
import { database } from '@/__tests__/helpers/stack-tenant'
import { test } from '../journey'
import { tell } from './stage'

const bellOf = (page: Page) => page.getByRole('button', { name: /^Notifications/ })
const sheetOf = (page: Page) => page.getByRole('dialog', { name: 'Notifications' })
const noticeOn = (page: Page, title: string) => sheetOf(page).getByRole('listitem').filter({ hasText: title })

test('what happened is counted, read, marked unread and marked all, and stays so', async ({ tenant, openAs }) => {
  await tell(tenant, { title: 'First' })
  await tell(tenant, { title: 'Second', severity: 'urgent' })
  const page = await openAs('member')
  await expect(bellOf(page)).toHaveAccessibleName('Notifications, 2 unread')
  await bellOf(page).click()
  const sheet = sheetOf(page)
  await expect(sheet.getByRole('region', { name: 'Today' }).getByRole('listitem')).toHaveCount(2)
  await noticeOn(page, 'First').hover()
  await noticeOn(page, 'First').getByRole('button', { name: 'Mark as read' }).click()
  await expect(sheet.getByText('1 unread', { exact: true })).toBeVisible()
  await sheet.getByRole('button', { name: 'Mark all read' }).click()
  await expect(sheet.getByText('Nothing unread')).toBeVisible()
  await noticeOn(page, 'Second').hover()
  await noticeOn(page, 'Second').getByRole('button', { name: 'Mark as unread' }).click()
  await page.keyboard.press('Escape')
  await expect(bellOf(page)).toBeFocused()
  await expect(bellOf(page)).toHaveAccessibleName('Notifications, 1 unread')
  await expect
    .poll(() =>
      database()`select r.read_at from notification_reads r where r.workspace_id = ${tenant.id}
      and r.user_id = ${tenant.people.member.id} and r.read_at is not null`.then(({ length }) => length),
    )
    .toBe(1)
  await page.reload()
  await expect(bellOf(page)).toHaveAccessibleName('Notifications, 1 unread')
})

test('each person reads and dismisses for themselves; a dismissal can be undone for five seconds', async ({
  tenant,
  openAs,
}) => {
  await tell(tenant, { title: 'Keep me' })
  await tell(tenant, { title: 'Drop me' })
  const page = await openAs('member')
  await bellOf(page).click()
  await noticeOn(page, 'Drop me').hover()
  await noticeOn(page, 'Drop me').getByRole('button', { name: 'Dismiss' }).click()
  await expect(noticeOn(page, 'Drop me')).toHaveCount(0)
  await sheetOf(page).getByRole('button', { name: 'Undo' }).click()
  await expect(noticeOn(page, 'Drop me')).toBeVisible()
  await noticeOn(page, 'Drop me').hover()
  await noticeOn(page, 'Drop me').getByRole('button', { name: 'Dismiss' }).click()
  const sent = page.waitForResponse((response) => response.request().method() === 'DELETE')
  expect((await sent).status()).toBe(200)
  await expect(noticeOn(page, 'Keep me')).toBeVisible()
  await page.reload()
  await bellOf(page).click()
  await expect(noticeOn(page, 'Keep me')).toBeVisible()
  await expect(noticeOn(page, 'Drop me')).toHaveCount(0)
  const other = await openAs('viewer')
  await bellOf(other).click()
  await expect(noticeOn(other, 'Drop me')).toBeVisible()
})

test('categories narrow the list, and a notice leads to what it is about', async ({ tenant, openAs }) => {
  await tell(tenant, { title: 'Budget', category: 'billing' })
  await tell(tenant, { title: 'Replied', link: '/events?event_type=replied' })
  const page = await openAs('owner')
  await bellOf(page).click()
  await sheetOf(page).getByRole('button', { name: 'Billing' }).click()
  await expect(sheetOf(page).getByRole('listitem')).toHaveCount(1)
  await sheetOf(page).getByRole('button', { name: 'Security' }).click()
  await expect(sheetOf(page).getByText('None of this kind')).toBeVisible()
  await sheetOf(page).getByRole('button', { name: 'Show all' }).click()
  await noticeOn(page, 'Replied').getByRole('link', { name: 'Replied' }).click()
  await expect(page).toHaveURL(/\/events\?event_type=replied/)
  await expect(sheetOf(page)).toBeHidden()
  await expect(bellOf(page)).toHaveAccessibleName('Notifications, 1 unread')
})

test('the keyboard alone is enough', async ({ tenant, openAs }) => {
  await tell(tenant, { title: 'Older' })
  await tell(tenant, { title: 'Newer' })
  const page = await openAs('member')
  await expect(bellOf(page)).toHaveAccessibleName('Notifications, 2 unread')
  await bellOf(page).focus()
  await page.keyboard.press('Enter')
  await expect(noticeOn(page, 'Newer')).toBeVisible()
  await page.keyboard.press('j')
  await page.keyboard.press('u')
  await expect(sheetOf(page).getByText('1 unread', { exact: true })).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('x')
  await expect(noticeOn(page, 'Older')).toHaveCount(0)
  await page.keyboard.press('Control+z')
  await expect(noticeOn(page, 'Older')).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Delete')
  await expect(noticeOn(page, 'Older')).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(bellOf(page)).toHaveAccessibleName('Notifications')
})

test('a reply that comes in now rings the bell at once', async ({ tenant, openAs }) => {
  const key = await createDeliveryKey(tenant)
  const page = await openAs('member')
  await expect(page.getByRole('button', { name: 'Live updates: Live' })).toBeVisible()
  await expect(bellOf(page)).toHaveAccessibleName('Notifications')
  const startedAt = Date.now()
  await deliverToStack(key, 'events', [
    { event_type: 'replied', contact_email: 'anna@customer.example.com', campaign: 'Ohio', reply_class: 'positive' },
  ])
  await expect(bellOf(page)).toHaveAccessibleName('Notifications, 1 unread')
  process.stdout.write(`delivery to bell: ${Date.now() - startedAt} ms\n`)
  await bellOf(page).click()
  await expect(noticeOn(page, 'Positive reply')).toContainText('anna@customer.example.com')
})
