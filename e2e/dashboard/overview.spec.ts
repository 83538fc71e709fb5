import { expect, type Page } from '@playwright/test'
import type { Tenant } from '@/__tests__/helpers/stack-tenant'
import { test, toastsOf } from '../journey'
import { deliver, type Recount, recount, reports, stageQuietCampaign } from './stage'

const MONTH = 30
const tileOf = (page: Page, id: string) => page.locator(`[data-tile="${id}"] [data-value]`)
const figureOn = async (page: Page, id: string) => Number(await tileOf(page, id).getAttribute('data-value'))

/** Two campaigns with mail over three weeks, and some before the month. */
async function stage(tenant: Tenant) {
  const ohio = await stageQuietCampaign(tenant, 'Ohio')
  const texas = await stageQuietCampaign(tenant, 'Texas')
  const events = Array.from({ length: 60 }, (_, n) => [
    ...reports(n % 4 === 0 ? ['sent', 'opened', 'clicked'] : n % 5 === 0 ? ['sent', 'opened', 'replied'] : ['sent'], {
      campaign: n % 3 === 0 ? 'Texas' : 'Ohio',
      daysAgo: n % 21,
      step: 1 + (n % 3),
    }),
    ...(n === 7 ? reports(['sent', 'opted_out'], { campaign: 'Ohio' }) : []),
    ...(n === 8 ? reports(['sent', 'bounced'], { campaign: 'Texas', daysAgo: 2 }) : []),
    ...(n % 10 === 0 ? reports(['sent'], { campaign: 'Ohio', daysAgo: 40 }) : []),
  ]).flat()
  await deliver(tenant, events)
  return { ohio, texas }
}

const rate = (part: number, whole: number) => (whole === 0 ? 0 : part / whole)
async function expectTiles(page: Page, { sends, clicks, tracked, replies, opt_outs }: Recount) {
  await expect(tileOf(page, 'sends')).toHaveAttribute('data-value', String(sends))
  expect(await figureOn(page, 'click-rate')).toBeCloseTo(rate(clicks, tracked), 6)
  expect(await figureOn(page, 'reply-rate')).toBeCloseTo(rate(replies, sends), 6)
  expect(await figureOn(page, 'opt-out-rate')).toBeCloseTo(rate(opt_outs, sends), 6)
}

test('the numbers on screen are those of the database, in tiles, chart and table, for every filter', async ({
  tenant,
  openAs,
}) => {
  const { ohio, texas } = await stage(tenant)
  const page = await openAs('member', '/')
  const month = await recount(tenant, MONTH)
  expect(month.sends).toBeGreaterThan(60)
  await expectTiles(page, month)

  // The chart is drawn by the same code that hears the button.
  await expect(page.locator('[data-widget="sends-optout"] svg.recharts-surface')).toBeVisible()
  await page.getByRole('button', { name: 'View as table: Sends and opt-out rate' }).click()
  const cells = page
    .getByRole('table', { name: 'Sends and opt-out rate' })
    .getByRole('row')
    .locator('td:nth-of-type(1)')
  await expect(cells).toHaveCount(MONTH)
  const days = await cells.allInnerTexts()
  expect(days.reduce((total, text) => total + Number(text), 0)).toBe(month.sends)

  for (const id of [ohio, texas]) {
    const counted = await recount(tenant, MONTH, id)
    const cell = (column: string) => page.locator(`[data-campaign="${id}"] [data-column="${column}"]`)
    await expect(cell('sends')).toHaveText(String(counted.sends))
    await expect(cell('opens')).toHaveText(String(counted.opens))
    await expect(cell('clicks')).toHaveText(String(counted.clicks))
    await expect(cell('replies')).toHaveText(String(counted.replies))
    await expect(cell('opt_outs')).toHaveText(String(counted.opt_outs))
    await expect(cell('bounces')).toHaveText(String(counted.bounces))
  }

  await page.getByRole('button', { name: /^Period/ }).click()
  await page.getByRole('button', { name: 'Last 7 days' }).click()
  await expectTiles(page, await recount(tenant, 7))
  await page.getByRole('button', { name: /^Campaign: / }).click()
  await page.getByRole('option', { name: 'Ohio' }).click()
  await expectTiles(page, await recount(tenant, 7, ohio))
})

test('a figure leads to the rows behind it', async ({ tenant, openAs }) => {
  const { ohio } = await stage(tenant)
  const page = await openAs('member', `/?campaign=${ohio}`)
  const { replies } = await recount(tenant, MONTH, ohio)
  await page.locator(`[data-campaign="${ohio}"] [data-column="replies"] a`).click()
  await expect(page).toHaveURL(/\/events\?/)
  await expect(page).toHaveURL(new RegExp(`campaign=${ohio}`))
  await expect(page.locator('[data-event]')).toHaveCount(replies)
})

test('filters survive a reload, other pages and another browser; nonsense is taken out of the address', async ({
  tenant,
  openAs,
}) => {
  const { texas } = await stage(tenant)
  const page = await openAs('member', '/')
  await page.getByRole('button', { name: /^Period/ }).click()
  await page.getByRole('button', { name: 'This month' }).click()
  await page.getByRole('button', { name: /^Campaign: / }).click()
  await page.getByPlaceholder('Search campaigns').fill('tex')
  await page.getByRole('option', { name: 'Texas' }).click()
  await expect(page).toHaveURL(new RegExp(`campaign=${texas}`))
  await expect(page).toHaveURL(/start=\d{4}-\d{2}-01/)
  const chosen = new URL(page.url()).search
  const { sends } = await recount(tenant, new Date().getUTCDate(), texas)
  await expect(tileOf(page, 'sends')).toHaveText(String(sends))

  await page.reload()
  await expect(page.getByRole('button', { name: 'Campaign: Texas' })).toBeVisible()
  await expect(tileOf(page, 'sends')).toHaveText(String(sends))
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Campaigns' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Campaigns')
  await page.keyboard.press('g')
  await page.keyboard.press('o')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Overview')
  expect(new URL(page.url()).search).toBe(chosen)

  const elsewhere = await openAs('owner', `/${chosen}`)
  await expect(tileOf(elsewhere, 'sends')).toHaveText(String(sends))
  await elsewhere.goto('/?start=2026-13-45&end=tomorrow&campaign=<script>')
  await expect(elsewhere).toHaveURL(/\/$/)
  await expect(elsewhere.getByRole('button', { name: /^Period: Last 30 days/ })).toBeVisible()
})

test('a phone shows the same without scrolling sideways, from 320 px on', async ({ tenant, openAs }) => {
  await stage(tenant)
  const page = await openAs('member', '/', { viewport: { width: 320, height: 700 }, hasTouch: true })
  await expect(tileOf(page, 'sends')).toBeVisible()
  for (const width of [320, 390, 768, 1024, 1440]) {
    await page.setViewportSize({ width, height: 800 })
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
  }
  await page.setViewportSize({ width: 390, height: 800 })
  await page.getByRole('button', { name: 'Close Sends and opt-outs' }).tap()
  const widget = page.locator('[data-widget="sends-optout"]')
  const chart = widget.getByRole('img', { name: /^Sends and opt-out rate, / })
  await expect(chart).toHaveCount(0)
  await expect(widget).toContainText('opted out')
  await widget.getByRole('button', { name: 'Open Sends and opt-outs' }).tap()
  await expect(chart).toBeVisible()
})

test('Share copies the address of exactly this view, with its workspace', async ({ tenant, openAs }) => {
  const ohio = await stageQuietCampaign(tenant, 'Ohio')
  const page = await openAs('viewer', `/?campaign=${ohio}`)
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: 'Share' }).click()
  await expect(toastsOf(page).filter({ hasText: 'Link copied' })).toBeVisible()
  const { searchParams } = new URL(await page.evaluate(() => navigator.clipboard.readText()))
  expect(Object.fromEntries(searchParams)).toEqual({ campaign: ohio, workspace: tenant.slug })
})
