import type { EngineError, EngineResult } from '@/lib/engines/port'
import type { HttpAnswer } from '@/lib/providers/http'
import { type HttpError, retryAfterSeconds } from '@/lib/providers/http-error'
import { ErrorBody } from './shapes'

export const fail = (error: EngineError): EngineResult<never> => ({ ok: false, error })

export const contract = (message: string, details?: Record<string, unknown>): EngineResult<never> =>
  fail({ kind: 'contract', message, ...(details ? { details } : {}) })

/** What the network or our own limits did to a call. */
export function fromHttpError(error: HttpError): EngineResult<never> {
  return fail({
    kind: error.kind,
    message: error.message,
    ...(error.code === undefined ? {} : { code: error.code }),
    ...(error.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: error.retryAfterSeconds }),
  })
}

/** What n8n said no to. Which 4xx means what differs by version: facts in docs of the public API and seen live. */
export function fromAnswer(answer: HttpAnswer, isWrite: boolean): EngineResult<never> {
  const { status } = answer
  const said = messageOf(answer.text)
  const message = said ?? `n8n answered ${status}`
  const error = (kind: EngineError['kind'], more: Partial<EngineError> = {}) => fail({ kind, status, message, ...more })
  if (status === 401 || status === 403) return error('auth')
  // `not found` (small) and HTML pages mean that the route is missing, e.g. while n8n boots, never that a workflow is.
  if (status === 404) return said === undefined || said === 'not found' ? error('contract') : error('not_found')
  // Up to 2.20 a taken webhook path is a 400.
  if (status === 409 || (status === 400 && message.includes('is already taken'))) return error('conflict')
  if ((status === 400 || status === 422) && isWrite) return error('invalid', { details: { issues: issuesIn(message) } })
  if (status === 429) {
    const wait = retryAfterSeconds(answer.headers['retry-after'])
    return error('rate_limited', wait === undefined ? {} : { retryAfterSeconds: wait })
  }
  if (status === 504) return error('timeout')
  return error('refused')
}

function messageOf(text: string): string | undefined {
  try {
    const parsed = ErrorBody.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data.message.slice(0, 1_000) : undefined
  } catch {
    return undefined
  }
}

/** n8n lists configuration issues as `Node "X":` followed by `  - reason` lines. */
function issuesIn(message: string): { node: string; reasons: string[] }[] {
  return [...message.matchAll(/Node "(.+?)":\n((?: {2}- .+\n?)+)/g)].map(([, node = '', reasons = '']) => ({
    node,
    reasons: reasons
      .split('\n')
      .map((line) => line.replace(/^\s*- /, '').trim())
      .filter(Boolean),
  }))
}
