import { readState } from '@/local/state'

/** How a tab says where it stopped: the header that a browser sends by itself, or the address when it starts anew. */
const state = readState()
const owner = state.users.find(({ role }) => role === 'owner')
let cookie: string

beforeAll(async () => {
  const response = await fetch(`${state.web_url}/api/auth/sign-in`, {
    method: 'POST',
    headers: { Origin: state.app_env.APP_ORIGIN ?? state.web_url, 'Content-Type': 'application/json' },
    body: JSON.stringify({ email: owner?.email, password: owner?.password }),
  })
  cookie = response.headers.get('set-cookie')?.split(';')[0] ?? ''
})

/** What the stream says at first, up to its first event. */
async function opening(query: string, headers: Record<string, string> = {}): Promise<string> {
  const leaving = new AbortController()
  const response = await fetch(`${state.web_url}/api/stream${query}`, {
    headers: { Cookie: cookie, 'X-Workspace-Id': owner?.workspace_id ?? '', ...headers },
    signal: leaving.signal,
  })
  expect(response.status).toBe(200)
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let heard = ''
  while (!/^event: \w+/m.test(heard)) heard += (await reader?.read())?.value ?? ''
  leaving.abort()
  return /^event: (\w+)/m.exec(heard)?.[1] ?? ''
}

const NEVER_SENT = '99999999999999-0'

test('a place that was never sent is answered with a resync, by whichever way it is said', async () => {
  expect(await opening(`?last_event_id=${NEVER_SENT}`)).toBe('resync')
  expect(await opening('', { 'Last-Event-ID': NEVER_SENT })).toBe('resync')
})

test('a tab that says no place is not told to read everything again', async () => {
  expect(await opening('')).toBe('ping')
}, 40_000)
