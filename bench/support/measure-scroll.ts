import type { Browser, CDPSession, Page } from '@playwright/test'
import type { StackUser } from '@/local/state'
import { launchBrowser } from './browser'
import { type Measure, measure, quantile } from './report'
import { type BenchWeb, sessionCookie } from './web'

const SCROLL_MS = 3_000
const PX_PER_SECOND = 3_000
const SLOWDOWNS = [1, 4]
/** How far the middle frame may be from the empty page's, for what a display shows at most. */
const MOST_OF_EMPTY = 1.25
const EMPTY = `<!doctype html><main id="main" style="height:100vh;overflow-y:auto"><div style="height:60000px"></div></main>`

export type List = { name: string; path: string; rows: number }

/** Frame times while lists of 1,000 rows scroll, beside an empty page that scrolls the same way in the same browser. */
export async function measureScroll(web: BenchWeb, user: StackUser, lists: List[]): Promise<Measure[]> {
  const browser = await launchBrowser()
  try {
    const page = await openPage(browser, web, user)
    const cdp = await page.context().newCDPSession(page)
    const frames: Record<string, number[]> = {}
    for (const { name, path, rows } of [{ name: 'empty', path: '', rows: 0 }, ...lists]) {
      if (path === '') await page.setContent(EMPTY)
      else await openList(page, `${web.url}${path}`, rows)
      for (const slowdown of SLOWDOWNS) frames[`${name}.${slowdown}x`] = await scroll(page, cdp, slowdown)
    }
    return lists.flatMap(({ name }) =>
      SLOWDOWNS.flatMap((slowdown) =>
        report(`scroll.${name}.cpu_${slowdown}x`, frames[`${name}.${slowdown}x`], frames[`empty.${slowdown}x`]),
      ),
    )
  } finally {
    await browser.close()
  }
}

async function openPage(browser: Browser, web: BenchWeb, user: StackUser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const [name = '', value = ''] = (await sessionCookie(web, user)).split('=')
  await context.addCookies([{ name, value, url: web.url }])
  // tsx marks functions with their names, by a helper that a page lacks.
  await context.addInitScript('globalThis.__name = (named) => named')
  const page = await context.newPage()
  await page.goto('about:blank')
  return page
}

/** Opens a list and scrolls on until all its rows are loaded, then back to the top. */
async function openList(page: Page, url: string, rows: number): Promise<void> {
  await page.goto(url)
  await page.waitForFunction(
    (wanted) => {
      const main = document.getElementById('main')
      const last = [...document.querySelectorAll<HTMLElement>('[data-index]')].at(-1)
      if (Number(last?.dataset.index) >= wanted - 1) return true
      main?.scrollBy(0, 2_000)
      return false
    },
    rows,
    { timeout: 120_000, polling: 50 },
  )
  await page.evaluate(() => document.getElementById('main')?.scrollTo({ top: 0 }))
  await page.waitForTimeout(1_000)
}

/** Milliseconds between frames while the list moves by the same distance per second as a quick flick of the wheel. */
async function scroll(page: Page, cdp: CDPSession, rate: number): Promise<number[]> {
  await cdp.send('Emulation.setCPUThrottlingRate', { rate })
  const frames = await page.evaluate(
    ({ forMs, perSecond }) =>
      new Promise<number[]>((done) => {
        const main = document.getElementById('main')
        const deltas: number[] = []
        let startedAt = 0
        let before = 0
        const next = (now: number) => {
          if (startedAt === 0) startedAt = now
          else deltas.push(now - before)
          before = now
          if (now - startedAt >= forMs) return done(deltas)
          main?.scrollTo({ top: ((now - startedAt) / 1_000) * perSecond })
          requestAnimationFrame(next)
        }
        requestAnimationFrame(next)
      }),
    { forMs: SCROLL_MS, perSecond: PX_PER_SECOND },
  )
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 1 })
  return frames
}

function report(name: string, frames: number[] = [], empty: number[] = []): Measure[] {
  const of = (p: number) => [quantile(frames, p), quantile(empty, p)] as const
  const [p50, emptyP50] = of(0.5)
  const [p95, emptyP95] = of(0.95)
  const [longest, emptyLongest] = of(1)
  const isSmooth = p50 <= MOST_OF_EMPTY * emptyP50
  return [
    measure(`${name}.p50`, 'ms/frame', p50, emptyP50, `ratio <= ${MOST_OF_EMPTY}`, isSmooth),
    measure(`${name}.p95`, 'ms/frame', p95, emptyP95, '<= 33.4 ms', p95 <= 33.4),
    measure(`${name}.longest`, 'ms/frame', longest, emptyLongest, '<= 100 ms', longest <= 100),
  ]
}
