import { Pool } from 'undici'
import type { StackUser } from '@/local/state'
import { launchBrowser } from '../browser'
import { type Door, sign } from '../ingest/door'
import { post } from '../ingest/measure-batch'
import { type Measure, measure, quantile } from '../report'
import { type BenchWeb, sessionCookie } from '../web'

const SAMPLES = 20
const TARGET_MS = 2_000
const PAUSE_MS = 700

/** From posting a `sent` event until the open overview shows one more, in a real browser. */
export async function measureVisible(web: BenchWeb, user: StackUser, door: Door): Promise<Measure[]> {
  const browser = await launchBrowser()
  const pool = new Pool(web.url, { connections: 1 })
  const samples: number[] = []
  try {
    const context = await browser.newContext()
    const [name = '', value = ''] = (await sessionCookie(web, user)).split('=')
    await context.addCookies([{ name, value, url: web.url }])
    const page = await context.newPage()
    await post(pool, sign(door, event(0, door.campaignId)))
    await page.goto(`${web.url}/?workspace=${door.slug}`)
    const shows = (n: number) =>
      page.waitForFunction(
        (wanted) =>
          document.querySelector('[data-tile=sends] [data-value]')?.getAttribute('data-value') === String(wanted),
        n,
        { timeout: 30_000, polling: 20 },
      )
    await shows(1)
    for (let n = 1; n <= SAMPLES; n += 1) {
      const startedAt = performance.now()
      await post(pool, sign(door, event(n, door.campaignId)))
      await shows(n + 1)
      samples.push(performance.now() - startedAt)
      await page.waitForTimeout(PAUSE_MS)
    }
  } finally {
    await pool.close()
    await browser.close()
  }
  const p95 = quantile(samples, 0.95)
  return [measure('event.visible.p95', 'ms', p95, quantile(samples, 0.5), `< ${TARGET_MS} ms`, p95 < TARGET_MS)]
}

const event = (n: number, campaign: string) => ({
  ...{ event_type: 'sent', campaign_id: campaign, step: 1, contact_email: `visible-${n}@example.net` },
})
