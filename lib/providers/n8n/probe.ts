import type { EngineCall, EngineResult, ProbeReport, ProbeState, WebhookTarget } from '@/lib/engines/port'
import { HttpError } from '@/lib/providers/http-error'
import { type Calls, READ_MS } from './calls'
import { fail, fromHttpError } from './errors'

/**
 * Whether a production webhook would answer, without running the workflow: to `OPTIONS` with an `Origin` n8n answers 204
 * and `Access-Control-Allow-Methods: OPTIONS[, <methods registered on this path>]`, straight from the table that real
 * calls are matched against, and executes nothing (seen on 2.41.1, same code in 1.123). The 404 hint of a wrong method
 * ("Did you mean to make a POST request?") tells the same, but fills n8n's log with errors.
 */
export function createProbe(calls: Calls, rootUrl: string) {
  return async function probe(target: WebhookTarget, call: EngineCall = {}): Promise<EngineResult<ProbeReport>> {
    const path = webhookPath(rootUrl, target.path)
    if (path === null) return fail({ kind: 'invalid', message: 'The address is no production webhook of this engine' })
    try {
      const answer = await calls.raw(
        {
          method: 'OPTIONS',
          base: 'root',
          path,
          endpoint: '/webhook/{path}',
          headers: { origin: new URL(rootUrl).origin, 'x-sovereign-probe': '1' },
          timeoutMs: READ_MS,
          repeatable: true,
          metered: false,
        },
        { budgetMs: READ_MS, ...call },
      )
      const state = stateFrom(answer.headers['access-control-allow-methods'], target.method)
      return { ok: true, data: { state, status: answer.status, latencyMs: answer.durationMs } }
    } catch (error) {
      if (error instanceof HttpError) return fromHttpError(error)
      throw error
    }
  }
}

/** Only n8n's own list counts: it starts with OPTIONS. A proxy's list would say nothing about the workflow. */
function stateFrom(header: string | string[] | undefined, method: string): ProbeState {
  const methods = String(header ?? '').split(/,\s*/)
  if (methods[0] !== 'OPTIONS') return 'unknown'
  return methods.includes(method.toUpperCase()) ? 'live' : 'not_registered'
}

/** The path below the engine's root, or null when the target lies anywhere but under its `/webhook/`. */
export function webhookPath(rootUrl: string, target: string): string | null {
  const root = new URL(`${rootUrl}/webhook/`)
  const url = URL.parse(/^https?:\/\//.test(target) ? target : target.replace(/^\/+/, './'), root)
  if (!url || url.origin !== root.origin || !url.pathname.startsWith(root.pathname)) return null
  return `${url.pathname}${url.search}`.slice(new URL(rootUrl).pathname.replace(/\/$/, '').length)
}
