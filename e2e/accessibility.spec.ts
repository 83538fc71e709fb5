import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { deliverToStack } from '@/__tests__/helpers/stack-deliver'
import { database, type Tenant } from '@/__tests__/helpers/stack-tenant'
import { stageSpending } from './analytics/stage'
import { stageCampaign } from './campaigns/stage'
import { reports } from './dashboard/stage'
import { test } from './journey'
import { tell } from './shell/stage'

/** WCAG 2.2 up to AA, as far as a machine can tell: nothing serious or critical on any page, open part, theme or width. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const LOOKS = [
  ...[{ theme: 'light', width: 1440 } as const, { theme: 'dark', width: 1440 } as const],
  ...[{ theme: 'light', width: 390 } as const, { theme: 'dark', width: 390 } as const],
]
type View = {
  name: string
  path: string
  onlyWide?: true
  open?: (page: Page) => Promise<void>
  ready: (page: Page) => Promise<void>
}

const shows = (selector: string) => (page: Page) => expect(page.locator(selector).first()).toBeVisible()
const press =
  (name: string | RegExp, role: 'button' | 'checkbox' = 'button') =>
  (page: Page) =>
    page.getByRole(role, { name }).first().click()
const dialog = shows('[role="dialog"], [role="alertdialog"]')
const menu = shows('[role="menu"]')
const list = shows('[role="listbox"]')
const rows = shows('[data-index]')
const charts = shows('svg.recharts-surface')

const viewsOf = (id: string): View[] => [
  { name: 'overview', path: '/', ready: charts },
  { name: 'widgets', path: '/', open: press('Customise'), ready: dialog },
  { name: 'period', path: '/', open: press(/^Period/), ready: dialog },
  { name: 'campaign filter', path: '/', open: press(/^Campaign: /), ready: list },
  { name: 'chart as table', path: '/', open: press('View as table: Sends and opt-out rate'), ready: shows('table') },
  { name: 'campaigns', path: '/campaigns', ready: rows },
  { name: 'selection', path: '/campaigns', onlyWide: true, open: press(/^Select/, 'checkbox'), ready: rows },
  { name: 'no campaign', path: '/campaigns?q=nothing-of-this-name', ready: shows('text=Clear') },
  { name: 'new campaign', path: '/campaigns?new=true', ready: dialog },
  { name: 'campaign menu', path: '/campaigns', open: press(/^Actions for/), ready: menu },
  ...['', '?tab=history', '?tab=executions', '?tab=settings'].map((tab) => ({
    ...{ name: `campaign ${tab}`, path: `/campaigns/${id}${tab}` },
    ready: shows('[role="tabpanel"][data-state="active"]'),
  })),
  { name: 'analytics', path: '/analytics', ready: charts },
  { name: 'events', path: '/events', ready: rows },
  {
    name: 'event',
    path: '/events',
    open: (page) => page.locator('[data-event] button').first().click(),
    ready: dialog,
  },
  { name: 'palette', path: '/events', open: press('Search and commands'), ready: dialog },
  { name: 'bell', path: '/events', open: press(/^Notifications/), ready: dialog },
  { name: 'live', path: '/events', open: press(/^Live updates/), ready: dialog },
  { name: 'workspaces', path: '/events', open: press(/^Workspace /), ready: menu },
  { name: 'account', path: '/events', open: press(/^Account/), ready: menu },
  { name: 'shortcuts', path: '/events', open: (page) => page.keyboard.press('?'), ready: dialog },
]

/** Something of everything: campaigns in several states, mail, money, news. */
async function stage(tenant: Tenant): Promise<string> {
  const { id } = await stageCampaign(tenant, 'Ohio')
  await stageCampaign(tenant, 'Texas')
  await database()`update campaigns set status = 'error', last_error = 'smtp_auth: Bad password'
    where workspace_id = ${tenant.id} and name = 'Texas'`
  const key = await stageSpending(tenant)
  const mails = ['opened', 'clicked', 'replied', 'bounced', 'opted_out'].flatMap((type, n) =>
    reports(['sent', type], { campaign: 'Ohio', daysAgo: n }),
  )
  const machine = reports(['opened'], { campaign: 'Ohio' }).map((one) => ({ ...one, actor_class: 'machine' }))
  await deliverToStack(key, 'events', [...mails, ...machine])
  for (const severity of ['info', 'warning', 'urgent']) await tell(tenant, { title: severity, severity })
  return id
}

/** Everything that moves has come to rest, but for what turns for ever. */
const settle = (page: Page) =>
  page.waitForFunction(() =>
    document
      .getAnimations()
      .every(({ playState, effect }) => playState !== 'running' || effect?.getComputedTiming().iterations === Infinity),
  )

async function violationsOn(page: Page): Promise<string[]> {
  await settle(page)
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target, any }) => `${id}: ${target.join(' ')} ${any[0]?.message ?? ''}`))
}

for (const { theme, width } of LOOKS)
  test(`no barrier on any page, ${theme}, ${width} px`, async ({ tenant, openAs, browser, baseURL }) => {
    test.setTimeout(300_000)
    const views = viewsOf(await stage(tenant))
    const viewport = { width, height: 900 }
    const page = await openAs('owner', '/events', { viewport })
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
    const found: string[] = []
    for (const view of views.filter(({ onlyWide }) => !onlyWide || width > 1000)) {
      await page.goto(view.path)
      // Again where the page was seen before its code could hear.
      await expect(async () => {
        await view.open?.(page)
        await view.ready(page)
      }).toPass({ timeout: 30_000 })
      for (const line of await violationsOn(page)) found.push(`${view.name}: ${line}`)
    }
    const stranger = await (
      await browser.newContext({ viewport, colorScheme: theme, baseURL: baseURL ?? '' })
    ).newPage()
    await stranger.goto('/sign-in')
    await expect(stranger.getByLabel('Email')).toBeVisible()
    for (const line of await violationsOn(stranger)) found.push(`sign-in: ${line}`)
    await stranger.context().close()
    expect(found).toEqual([])
  })
