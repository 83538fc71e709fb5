import { gzipSync } from 'node:zlib'
import type { StackUser } from '@/local/state'
import { type Measure, measure } from './report'
import type { BenchWeb } from './web'

const TARGET_BYTES = 200_000

/** Every script tag of /campaigns' first HTML that a browser of today fetches, gzipped: what a first visit loads before any click. */
export async function measureJavascript(web: BenchWeb, user: StackUser): Promise<Measure[]> {
  const signedIn = await fetch(`${web.url}/api/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: web.url },
    body: JSON.stringify({ email: user.email, password: user.password }),
  })
  const cookie = signedIn.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  const html = await (await fetch(`${web.url}/campaigns`, { headers: { cookie } })).text()
  const tags = [...html.matchAll(/<script[^>]*>/gi)].map(([tag]) => tag).filter((tag) => !/nomodule/i.test(tag))
  const scripts = [...new Set(tags.flatMap((tag) => tag.match(/\/_next\/static\/[^"]+\.js/)?.[0] ?? []))]
  const sizes = await Promise.all(
    scripts.map(async (path) => gzipSync(Buffer.from(await (await fetch(`${web.url}${path}`)).arrayBuffer())).length),
  )
  const total = sizes.reduce((sum, size) => sum + size, 0)
  const isMet = scripts.length > 0 && total <= TARGET_BYTES
  return [measure('campaigns.first_load_js', 'bytes gzip', total, TARGET_BYTES, `<= ${TARGET_BYTES} bytes`, isMet)]
}
