import type { EngineCall, EngineResult, PublicationReport } from '@/lib/engines/port'
import { HttpError } from '@/lib/providers/http-error'
import { type Calls, READ_MS, WRITE_MS } from './calls'
import { fail, fromAnswer, fromHttpError } from './errors'
import { PublicationStatus } from './shapes'
import { countdown } from './time'

export type EngineOwner = { email: string; password: string }

const LOGIN_PAUSE_MS = 5 * 60_000
const UNSUPPORTED: EngineResult<PublicationReport> = { ok: true, data: { state: 'unsupported', triggers: [] } }

/** n8n tells whether triggers really run only over its internal REST, to a session; API keys get a 401 there. */
export function createPublication(calls: Calls, owner: EngineOwner | undefined, now: () => number) {
  const session = owner ? createSession(calls, owner, now) : undefined

  const ask = (id: string, cookie: string, call: EngineCall) =>
    calls.request(
      {
        method: 'GET',
        base: 'root',
        path: `/rest/workflows/${encodeURIComponent(id)}/publication-status`,
        endpoint: '/rest/workflows/{id}/publication-status',
        headers: { cookie },
        schema: PublicationStatus,
        timeoutMs: READ_MS,
        repeatable: true,
        metered: false,
      },
      call,
    )

  return async function publicationStatus(id: string, call: EngineCall = {}): Promise<EngineResult<PublicationReport>> {
    if (!session) return UNSUPPORTED
    const remaining = countdown(call, READ_MS + 1_000)
    const cookie = await session.cookie(remaining())
    if (!cookie.ok) return cookie
    let report = await ask(id, cookie.data, remaining())
    if (!report.ok && report.error.status === 401) {
      session.forget(cookie.data)
      const renewed = await session.cookie(remaining())
      if (!renewed.ok) return renewed
      report = await ask(id, renewed.data, remaining())
    }
    return !report.ok && isUnsupported(report.error) ? UNSUPPORTED : report
  }
}

/** Switched off: a 404 of its own. Before 2.40 the route is missing. */
const isUnsupported = ({ status, kind, message }: { status?: number; kind: string; message: string }) =>
  status === 404 && (kind === 'contract' || message.includes('not available'))

/** One sign-in per five minutes at most: n8n locks the address out after five a minute. */
function createSession(calls: Calls, owner: EngineOwner, now: () => number) {
  let current: string | undefined
  let lastLoginAt = Number.NEGATIVE_INFINITY
  let underWay: Promise<EngineResult<string>> | undefined

  async function login(call: EngineCall): Promise<EngineResult<string>> {
    const { signal: _shared, ...rest } = call
    lastLoginAt = now()
    try {
      const answer = await calls.raw(
        {
          method: 'POST',
          base: 'root',
          path: '/rest/login',
          endpoint: '/rest/login',
          body: { emailOrLdapLoginId: owner.email, password: owner.password },
          timeoutMs: WRITE_MS,
          repeatable: false,
          metered: false,
        },
        rest,
      )
      if (answer.status !== 200) return fromAnswer(answer, true)
      const cookie = [answer.headers['set-cookie'] ?? []].flat().find((value) => value.startsWith('n8n-auth='))
      if (!cookie) return fail({ kind: 'contract', message: 'n8n signed us in without a session cookie' })
      current = cookie.split(';', 1)[0]
      return { ok: true, data: current ?? '' }
    } catch (error) {
      // Nobody was signed in, so the pause is not owed.
      lastLoginAt = Number.NEGATIVE_INFINITY
      if (error instanceof HttpError) return fromHttpError(error)
      throw error
    }
  }

  return {
    async cookie(call: EngineCall): Promise<EngineResult<string>> {
      if (current) return { ok: true, data: current }
      const waitMs = lastLoginAt + LOGIN_PAUSE_MS - now()
      if (!underWay && waitMs > 0) {
        const retryAfterSeconds = Math.ceil(waitMs / 1000)
        return fail({ kind: 'auth', message: 'n8n no longer accepts the owner session', retryAfterSeconds })
      }
      underWay ??= login(call).finally(() => {
        underWay = undefined
      })
      return underWay
    },
    forget(cookie: string): void {
      if (current === cookie) current = undefined
    },
  }
}
