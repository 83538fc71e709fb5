import { readState } from '@/local/state'

const state = readState()
const owner = state.users.find(({ email, role }) => role === 'owner' && email.includes('acme'))
let cookie: string

beforeAll(async () => {
  const response = await fetch(`${state.web_url}/api/auth/sign-in`, {
    method: 'POST',
    headers: { Origin: state.app_env.APP_ORIGIN ?? state.web_url, 'Content-Type': 'application/json' },
    body: JSON.stringify({ email: owner?.email, password: owner?.password }),
  })
  cookie = response.headers.get('set-cookie')?.split(';')[0] ?? ''
})

const ask = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${state.web_url}/api/${path}`, {
    headers: { Cookie: cookie, 'X-Workspace-Id': owner?.workspace_id ?? '', ...headers },
  })
const RANGE = 'start=2026-02-01&end=2026-02-28'

test.each([
  ...['dashboard/aggregate', 'metrics/summary', 'metrics/by-campaign', 'metrics/by-sender', 'metrics/step-breakdown'],
  ...['metrics/timeseries?metric=sends', 'metrics/cost-breakdown', 'metrics/efficiency', 'cost-events', 'events'],
  ...['search?q=a'],
])('who knows the answer of %s is told that it stands, and nothing else', async (path) => {
  const asked = path.startsWith('search') ? path : `${path}${path.includes('?') ? '&' : '?'}${RANGE}`
  const first = await ask(asked)
  const etag = first.headers.get('etag') ?? ''
  expect([first.status, etag]).toEqual([200, expect.stringMatching(/^W\/"[\w-]{22}"$/)])
  for (const known of [etag, etag.replace('W/', ''), `"other", ${etag}`, '*']) {
    const again = await ask(asked, { 'If-None-Match': known })
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag])
    expect(again.headers.get('x-request-id')).toMatch(/^[\w-]{36}$/)
  }
  expect((await ask(asked, { 'If-None-Match': 'W/"something-else"' })).status).toBe(200)
  // Knowing the answer is no proof of who asks.
  expect((await ask(asked, { 'If-None-Match': etag, Cookie: '' })).status).toBe(401)
})

test('the overview says when it was read', async () => {
  const { data, meta } = await (await ask('dashboard/aggregate')).json()
  expect(Math.abs(Date.now() - Date.parse(data.freshness_at))).toBeLessThan(30_000)
  expect(meta.freshness).toBe(data.freshness_at)
})

test.each([
  ['aggregate', 'dashboard/aggregate'],
  ['summary', 'metrics/summary'],
  ['steps', 'metrics/step-breakdown'],
  ['cost-breakdown', 'metrics/cost-breakdown'],
  ['sends-series', 'metrics/timeseries?metric=sends'],
  ['reply-rate', 'metrics/timeseries?metric=reply_rate'],
  ['click-rate', 'metrics/timeseries?metric=click_rate'],
  ['opt-out-rate', 'metrics/timeseries?metric=opt_out_rate'],
  ['daily-cost', 'metrics/timeseries?metric=cost'],
  ['campaign-stats', 'metrics/by-campaign'],
  [
    'campaign-stats/0198c0de-0000-7000-8000-000000000001',
    'metrics/by-campaign?campaign_id=0198c0de-0000-7000-8000-000000000001',
  ],
  ['sender-breakdown', 'metrics/by-sender'],
  ['provider-stats', 'metrics/by-provider'],
  ['efficiency', 'metrics/efficiency'],
  ['monthly-projection', 'metrics/projection'],
  ['llm-usage', 'cost-events'],
])('the older path %s answers like %s and names it', async (older, canonical) => {
  const [response, expected] = await Promise.all([ask(older), ask(canonical)])
  expect([response.status, response.headers.get('deprecation')]).toEqual([200, 'true'])
  expect(response.headers.get('link')).toContain(`</api/${canonical.split('?')[0]}>`)
  expect(response.headers.get('etag')).toBe(expected.headers.get('etag'))
  expect(expected.headers.get('deprecation')).toBeNull()
  expect((await ask(older, { Cookie: '' })).status).toBe(401)
})

test.each([
  ['metrics/timeseries', 'INVALID_INPUT'],
  ['metrics/timeseries?metric=nothing', 'INVALID_INPUT'],
  ['metrics/summary?start=2026-02-30', 'INVALID_INPUT'],
  ['metrics/summary?start=2026-03-02&end=2026-03-01', 'INVALID_DATE_RANGE'],
  ['dashboard/aggregate?start=2024-01-01&end=2026-01-01', 'INVALID_DATE_RANGE'],
  ['events?start=2026-01-01&end=2026-06-01', 'INVALID_DATE_RANGE'],
  ['cost-events?start=2026-01-01&end=2026-06-01', 'INVALID_DATE_RANGE'],
  ['events?cursor=eyJ', 'INVALID_CURSOR'],
  ['search', 'INVALID_INPUT'],
  ['search?q=a&types=campaign,nothing', 'INVALID_INPUT'],
  ['metrics/projection?start=2026-01-01', 'INVALID_INPUT'],
])('%s is refused as %s', async (path, code) => {
  const response = await ask(path)
  expect([response.status, (await response.json()).code]).toEqual([400, code])
})
