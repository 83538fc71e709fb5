import { expect, type Page } from '@playwright/test'
import type { Tenant } from '@/__tests__/helpers/stack-tenant'
import { hold, test } from '../journey'
import { deliver, reports, stageQuietCampaign } from './stage'

const AGGREGATE = /\/api\/dashboard\/aggregate/
const orderOf = (page: Page) =>
  page.locator('[data-widget]').evaluateAll((widgets) => widgets.map((widget) => widget.getAttribute('data-widget')))
const widgetOf = (page: Page, id: string) => page.locator(`[data-widget="${id}"]`)
const saved = (page: Page) =>
  page.waitForResponse((answer) => answer.request().method() === 'PATCH' && answer.url().endsWith('/api/user'))

async function open(tenant: Tenant, openAs: (role: 'member', path: string) => Promise<Page>): Promise<Page> {
  await stageQuietCampaign(tenant, 'Ohio')
  await deliver(
    tenant,
    [1, 2, 3].flatMap((step) => reports(['sent', 'clicked'], { campaign: 'Ohio', step, daysAgo: step })),
  )
  const page = await openAs('member', '/')
  // Charts are drawn by code that comes last: the page is then entirely alive.
  await expect(widgetOf(page, 'sends-optout').locator('svg.recharts-surface')).toBeVisible()
  return page
}

test('a widget is moved by keyboard alone; its place survives a reload and follows the person', async ({
  tenant,
  openAs,
}) => {
  const page = await open(tenant, openAs)
  const before = await orderOf(page)
  expect(before.slice(0, 3)).toEqual(['metrics', 'campaign-pulse', 'sends-optout'])
  await page.getByRole('button', { name: 'Move Campaign pulse' }).focus()
  await page.keyboard.press('Space')
  const said = page.locator('[aria-live="assertive"]')
  await expect(said.filter({ hasText: 'Picked up Campaign pulse, place 2 of 7.' })).toBeAttached()
  await page.keyboard.press('ArrowUp')
  await expect(said.filter({ hasText: 'Campaign pulse would take place 1 of 7.' })).toBeAttached()
  const written = saved(page)
  await page.keyboard.press('Space')
  await expect.poll(() => orderOf(page)).toEqual(['campaign-pulse', 'metrics', ...before.slice(2)])
  expect((await written).status()).toBe(200)

  await page.reload()
  await expect.poll(() => orderOf(page)).toEqual(['campaign-pulse', 'metrics', ...before.slice(2)])
  const elsewhere = await openAs('member', '/')
  await expect.poll(async () => (await orderOf(elsewhere)).slice(0, 2)).toEqual(['campaign-pulse', 'metrics'])
  const colleague = await openAs('owner', '/')
  await expect.poll(() => orderOf(colleague)).toEqual(before)
})

test('Escape leaves a widget where it was', async ({ tenant, openAs }) => {
  const page = await open(tenant, openAs)
  const before = await orderOf(page)
  await page.getByRole('button', { name: 'Move Steps' }).focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Escape')
  await expect.poll(() => orderOf(page)).toEqual(before)
})

test('a widget is dragged by its handle; a press without a way is no drag', async ({ tenant, openAs }) => {
  const page = await open(tenant, openAs)
  const before = await orderOf(page)
  const handle = page.getByRole('button', { name: 'Move Clicks and replies' })
  await widgetOf(page, 'click-reply').hover()
  await handle.hover()
  await page.mouse.down()
  await page.mouse.move(0, 0, { steps: 1 })
  await page.mouse.up()
  await widgetOf(page, 'click-reply').hover()
  const from = await handle.boundingBox()
  const to = await widgetOf(page, 'metrics').boundingBox()
  if (!from || !to) throw new Error('Both must be on screen')
  await page.mouse.move(from.x + 8, from.y + 8)
  await page.mouse.down()
  await page.mouse.move(from.x + 8, from.y - 20, { steps: 4 })
  await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 12 })
  await page.mouse.up()
  await expect.poll(() => orderOf(page)).toEqual(['click-reply', ...before.filter((id) => id !== 'click-reply')])
})

test('a widget is hidden, brought back and moved in Customise; Reset forgets it all', async ({ tenant, openAs }) => {
  const page = await open(tenant, openAs)
  const before = await orderOf(page)
  await widgetOf(page, 'campaign-stats').hover()
  await page.getByRole('button', { name: 'Hide Results by campaign' }).click()
  await expect(widgetOf(page, 'campaign-stats')).toHaveCount(0)
  await page.getByRole('button', { name: 'Customise' }).click()
  const panel = page.getByRole('dialog', { name: 'Customise' })
  await panel.getByRole('switch', { name: 'Results by campaign' }).click()
  await expect(widgetOf(page, 'campaign-stats')).toBeVisible()
  await panel.getByRole('button', { name: 'Move Campaigns up' }).click()
  await expect.poll(async () => (await orderOf(page)).slice(-2)).toEqual(['campaign-management', 'campaign-stats'])
  await panel.getByRole('switch', { name: 'Opens' }).click()
  await expect(page.locator('[data-tile="opens"]')).toBeVisible()
  await panel.getByRole('switch', { name: 'Key figures' }).click()
  const written = saved(page)
  await panel.getByRole('button', { name: 'Reset layout' }).click()
  await expect.poll(() => orderOf(page)).toEqual(before)
  await expect(page.locator('[data-tile="opens"]')).toHaveCount(0)
  await written
  await page.reload()
  await expect.poll(() => orderOf(page)).toEqual(before)
})

test('a change made without a network is kept on the device and saved with the next visit', async ({
  tenant,
  openAs,
  complaints,
}) => {
  complaints.expectOffline()
  const page = await open(tenant, openAs)
  await page.context().setOffline(true)
  await widgetOf(page, 'step-breakdown').hover()
  await page.getByRole('button', { name: 'Hide Steps' }).click()
  await expect(widgetOf(page, 'step-breakdown')).toHaveCount(0)
  await page.context().setOffline(false)
  const written = saved(page)
  await page.reload()
  await written
  await expect(widgetOf(page, 'step-breakdown')).toHaveCount(0)
  const elsewhere = await openAs('member', '/')
  await expect(widgetOf(elsewhere, 'metrics')).toBeVisible()
  await expect(widgetOf(elsewhere, 'step-breakdown')).toHaveCount(0)
})

test('one widget that cannot be drawn leaves the others alive, and recovers', async ({
  tenant,
  openAs,
  complaints,
}) => {
  const page = await open(tenant, openAs)
  await page.route(AGGREGATE, async (route) => {
    const answer = await route.fetch()
    const body = (await answer.json()) as { data: object }
    await route.fulfill({ response: answer, json: { ...body, data: { ...body.data, steps: null } } })
  })
  await page.getByRole('button', { name: /^Period/ }).click()
  await page.getByRole('button', { name: 'Last 7 days' }).click()
  const steps = widgetOf(page, 'step-breakdown')
  await expect(steps.getByRole('alert')).toContainText('Steps could not be shown')
  await expect(page.locator('#main').getByRole('alert')).toHaveCount(1)
  await expect(page.locator('[data-tile="sends"] [data-value]')).toHaveAttribute('data-value', '3')
  await expect(widgetOf(page, 'sends-optout').locator('svg.recharts-surface')).toBeVisible()
  const retried = await hold(page, AGGREGATE)
  await steps.getByRole('button', { name: 'Retry' }).click()
  retried.pass()
  await expect(steps.getByRole('alert')).toHaveCount(0)
  await expect(steps.locator('svg.recharts-surface').first()).toBeVisible()
  // React reports what a boundary caught.
  complaints.found.length = 0
})

test('when nothing can be read the old figures stay, with the reason, their age and Retry', async ({
  tenant,
  openAs,
  complaints,
}) => {
  complaints.expectStatus(500)
  const page = await open(tenant, openAs)
  const first = await hold(page, AGGREGATE)
  first.fail()
  await page.getByRole('button', { name: /^Period/ }).click()
  await page.getByRole('button', { name: 'Last 90 days' }).click()
  const notice = page.locator('#main').getByRole('alert')
  await expect(notice).toContainText('Something went wrong.')
  await expect(notice).toContainText('req-42')
  await expect(page.locator('[data-tile="sends"] [data-value]')).toHaveAttribute('data-value', '3')
  const retried = await hold(page, AGGREGATE)
  await notice.getByRole('button', { name: 'Retry' }).click()
  retried.pass()
  await expect(notice).toHaveCount(0)
})

test('a new period never blanks the page: old figures stay until the new ones are there', async ({
  tenant,
  openAs,
}) => {
  const page = await open(tenant, openAs)
  const answer = await hold(page, AGGREGATE)
  await page.getByRole('button', { name: /^Period/ }).click()
  await page.getByRole('button', { name: 'Today', exact: true }).click()
  await expect(page.getByRole('progressbar', { name: 'Refreshing' })).toBeAttached()
  await expect(page.locator('[data-tile="sends"] [data-value]')).toHaveAttribute('data-value', '3')
  answer.pass()
  await expect(page.locator('[data-tile="sends"] [data-value]')).toHaveAttribute('data-value', '0')
})
