import { complaintAboutAnswer } from '../helpers/documented'
import { cookieOf, type World } from '../helpers/personas'

/** Spec 02 §13: scripts of any site may read these, without credentials. */
const FOR_EVERY_SITE = ['/api/health', '/api/openapi.json']
/** The only answers that a cache may keep: the same for everyone. */
const CACHED = ['/api/openapi.json']

/** One HTTP exchange with the real server, and what must hold for every one of them. */
export type Call = { method: string; path: string; headers?: Record<string, string>; body?: unknown }
export type Reply = { status: number; code: string | null; text: string; headers: Headers }

/** As a header's value: leave the header out. */
export const ABSENT = '\0absent'

const planted = new Set<string>()
/** Text that no answer of this suite may contain. */
export const plant = (...secrets: (string | undefined)[]): void => {
  for (const secret of secrets) if (secret) planted.add(secret)
}

/** Every secret of the stack that a server could leak by accident. */
export function plantStack({ state, engineKey, password }: World): void {
  const { VAULT_KEYS, CRON_SECRET, LOCAL_SIGN_IN_PRIVATE_KEY, DATABASE_URL, REDIS_URL } = state.app_env
  const keyLines = (LOCAL_SIGN_IN_PRIVATE_KEY ?? '').split('\n').slice(1, 3)
  const passwords = [DATABASE_URL, REDIS_URL, state.postgres_url].map((url) => URL.parse(url ?? '')?.password)
  plant(engineKey, password, state.n8n_api_key, state.n8n_owner.password, CRON_SECRET, ...keyLines, ...passwords)
  plant(...Object.values(state.webhook_secrets), /"1":"([^"]+)"/.exec(VAULT_KEYS ?? '')?.[1])
}

/** Words of our own machinery: SQL, paths, stacks, drivers. */
const INTERNALS =
  /\bselect\b.+\bfrom\b|insert into|violates|relation "|syntax error|node_modules|\/lib\/|\.(?:ts|js|mjs|sql):\d|\bat \S+ \(|PostgresError|ZodError|ECONN|127\.0\.0\.1|localhost|sovereign_app|workspace_agent|service_role/i

/** Sends it and reads the answer. Throws when any answer breaks the envelope, shows a secret or speaks of internals. */
export async function send(world: World, call: Call, token: string | null = null): Promise<Reply> {
  const { method, path, headers = {}, body } = call
  const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body)
  const all: Record<string, string> = {
    ...(method !== 'GET' && { Origin: world.state.app_env.APP_ORIGIN ?? world.state.web_url }),
    ...(text !== undefined && { 'Content-Type': 'application/json' }),
    ...(token && { Cookie: cookieOf(token) }),
    ...headers,
  }
  const response = await fetch(`${world.state.web_url}${path}`, {
    method,
    headers: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ABSENT)),
    ...(text !== undefined && { body: text }),
  })
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream')
  if (isStream) await response.body?.cancel()
  const reply = { status: response.status, text: isStream ? '' : await response.text(), headers: response.headers }
  const type = reply.headers.get('content-type') ?? ''
  const complaint =
    (isStream ? null : complaintAbout(path, reply)) ?? complaintAboutAnswer(method, path, { ...reply, type })
  if (complaint) throw new Error(`${method} ${path}: ${complaint}\n${reply.status} ${reply.text.slice(0, 500)}`)
  return { ...reply, code: isStream ? null : codeIn(reply.text) }
}

const codeIn = (text: string): string | null =>
  text === '' ? null : ((JSON.parse(text) as { code?: string }).code ?? null)

export const show = ({ status, code }: Pick<Reply, 'status' | 'code'>): string =>
  code ? `${status} ${code}` : `${status}`

const isOneOf = (paths: string[], path: string): boolean =>
  paths.includes((path.split('?')[0] ?? '').replace('/api/v1/', '/api/'))

function complaintAbout(path: string, { status, text, headers }: Omit<Reply, 'code'>): string | null {
  for (const secret of planted) if (text.includes(secret)) return 'a planted secret is in the answer'
  if (status >= 400 && INTERNALS.test(text)) return `the answer speaks of internals (${INTERNALS.exec(text)?.[0]})`
  const requestId = headers.get('x-request-id')
  if (!requestId) return 'no X-Request-Id'
  const isCached = status < 400 && isOneOf(CACHED, path)
  if ((headers.get('cache-control') !== 'no-store') !== isCached) return 'the answer may be cached'
  if (isCached && headers.has('set-cookie')) return 'a cache may keep somebody’s session'
  if (headers.get('x-content-type-options') !== 'nosniff' || !headers.get('content-security-policy'))
    return 'security headers are missing'
  const origin = isOneOf(FOR_EVERY_SITE, path) && status !== 405 ? '*' : null
  if (headers.get('access-control-allow-origin') !== origin) return 'another origin may read this, or may not'
  if (headers.has('access-control-allow-credentials')) return 'another origin may read this with credentials'
  if (status === 304) return text === '' ? null : 'an answer that stands has a body'
  return isCached ? null : complaintAboutBody(status, text, requestId)
}

function complaintAboutBody(status: number, text: string, requestId: string): string | null {
  let body: Record<string, unknown>
  try {
    body = JSON.parse(text)
  } catch {
    return 'the answer is no JSON'
  }
  if (status < 400) return 'data' in body && body.error === null ? null : 'no envelope of a success'
  const isFailure =
    body.data === null &&
    typeof body.error === 'string' &&
    typeof body.code === 'string' &&
    body.request_id === requestId
  return isFailure ? null : 'no envelope of a failure'
}
