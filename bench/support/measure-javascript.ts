import { gzipSync } from 'node:zlib'
import type { StackUser } from '@/local/state'
import { type Measure, measure } from './report'
import { type BenchWeb, sessionCookie } from './web'

const TARGET_BYTES = 200_000

/** Every script tag of a page's first HTML that a browser of today fetches, gzipped: what a first visit loads before any click. */
export async function measureJavascript(web: BenchWeb, user: StackUser, pages = ['/campaigns']): Promise<Measure[]> {
  const cookie = await sessionCookie(web, user)
  return Promise.all(pages.map((page) => measurePage(web, cookie, page)))
}

async function measurePage(web: BenchWeb, cookie: string, page: string): Promise<Measure> {
  const html = await (await fetch(`${web.url}${page}`, { headers: { cookie } })).text()
  const tags = [...html.matchAll(/<script[^>]*>/gi)].map(([tag]) => tag).filter((tag) => !/nomodule/i.test(tag))
  const scripts = [...new Set(tags.flatMap((tag) => tag.match(/\/_next\/static\/[^"]+\.js/)?.[0] ?? []))]
  const sizes = await Promise.all(
    scripts.map(async (path) => gzipSync(Buffer.from(await (await fetch(`${web.url}${path}`)).arrayBuffer())).length),
  )
  const total = sizes.reduce((sum, size) => sum + size, 0)
  const isMet = scripts.length > 0 && total <= TARGET_BYTES
  const name = page === '/' ? 'overview' : page.slice(1)
  return measure(`${name}.first_load_js`, 'bytes gzip', total, TARGET_BYTES, `<= ${TARGET_BYTES} bytes`, isMet)
}
