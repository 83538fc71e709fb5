import { type BrowserContext, test as base, type Locator, type Page } from '@playwright/test'
import { closeDatabase, createTenant, signIn, type Tenant } from '@/__tests__/helpers/stack-tenant'
import type { Role } from '@/lib/auth/permissions'
import { readState } from '@/local/state'

/**
 * What every journey stands on: a workspace of its own, a browser per person, and two things that fail any journey:
 * an error in the console, and a request to a host that is not ours.
 */
type Journey = {
  tenant: Tenant
  /** A browser that this person is signed in to; each call is another browser. */
  openAs: (role: Role, path?: string, options?: Parameters<OpenContext>[0]) => Promise<Page>
  complaints: Complaints
}
type OpenContext = (options?: {
  viewport?: { width: number; height: number }
  hasTouch?: boolean
}) => Promise<BrowserContext>
type Complaints = { found: string[]; expectStatus: (...statuses: number[]) => void; expectOffline: () => void }

export const test = base.extend<Journey>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern to know what a fixture needs
  tenant: async ({}, use) => {
    await use(await createTenant())
    await closeDatabase()
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above
  complaints: async ({}, use) => {
    const found: string[] = []
    const allowed: RegExp[] = []
    await use({
      found,
      expectStatus: (...statuses) => allowed.push(new RegExp(`status of (${statuses.join('|')})\\b`)),
      expectOffline: () => allowed.push(/net::ERR_INTERNET_DISCONNECTED/),
    })
    const unexpected = found.filter((line) => !allowed.some((pattern) => pattern.test(line)))
    if (unexpected.length > 0) throw new Error(`The browser complained:\n${unexpected.join('\n')}`)
  },
  openAs: async ({ browser, tenant, complaints }, use) => {
    const contexts: BrowserContext[] = []
    await use(async (role, path = '/campaigns', options = {}) => {
      const [name = '', value = ''] = (await signIn(tenant.people[role])).split(/=(.*)/)
      const context = await browser.newContext({ baseURL: readState().web_url, ...options })
      contexts.push(context)
      watch(context, complaints)
      await context.addCookies([{ name, value, url: readState().web_url, httpOnly: true, sameSite: 'Lax' }])
      const page = await context.newPage()
      await page.goto(path)
      return page
    })
    for (const context of contexts) await context.close()
  },
})

export function watch(context: BrowserContext, { found }: Complaints): void {
  const { host } = new URL(readState().web_url)
  context.on('console', (message) => {
    if (message.type() === 'error') found.push(`console: ${message.text()} ${message.location().url}`)
  })
  context.on('weberror', (error) => found.push(`uncaught: ${error.error().message}`))
  context.on('request', (request) => {
    const url = new URL(request.url())
    if (/^https?:$/.test(url.protocol) && url.host !== host) found.push(`foreign host: ${request.url()}`)
  })
}

/** One campaign as a person sees it: the same in the table, on a card and on its own page. */
export function campaignOn(page: Page, name: string): { row: Locator; toggle: Locator; chip: Locator } {
  const toggle = page.getByRole('switch', { name: `Campaign ${name}`, exact: true })
  const row = page.getByRole('row').filter({ has: toggle })
  return { row, toggle, chip: row.locator('[data-chip]') }
}

export const toastsOf = (page: Page): Locator =>
  page.getByRole('region', { name: /Notifications/ }).getByRole('listitem')

/**
 * Keeps answers back from now on, until they are let through or fail: what a page shows meanwhile stays, even though
 * it asks again by itself.
 */
export async function hold(page: Page, url: RegExp): Promise<{ pass: () => void; fail: () => void }> {
  const { promise, resolve } = Promise.withResolvers<'pass' | 'fail'>()
  await page.route(url, async (route) =>
    (await promise) === 'pass' ? route.continue() : route.fulfill({ status: 500, json: FAILURE }),
  )
  return { pass: () => resolve('pass'), fail: () => resolve('fail') }
}

const FAILURE = { data: null, error: 'Something went wrong.', code: 'INTERNAL_SERVER_ERROR', request_id: 'req-42' }
