import type { Logger } from 'pino'
import { renewCookie } from '@/lib/auth/local/refresh'
import { runtime, webConfig } from '@/lib/runtime'
import { failure } from './envelope'
import { AppError } from './errors'
import { pathOf } from './path'
import { countCall, RateLimited } from './rate-limit'
import { ipOf, requestIdOf } from './request'

/** One request on its way through a wrapper. Later stages refine `log` and add `headers` to the answer. */
export type Exchange = {
  request: Request
  requestId: string
  ip: string
  log: Logger
  headers: Record<string, string>
}

/**
 * First and last stages of every wrapper: request id, IP shield (unless the wrapper counts addresses itself), one catch, a
 * fresh session cookie when due, one log line.
 */
export async function handleExchange(
  request: Request,
  work: (exchange: Exchange) => Promise<Response>,
  shield: 'ip' | 'none' = 'ip',
): Promise<Response> {
  const startedAt = performance.now()
  const requestId = requestIdOf(request)
  const exchange: Exchange = {
    request,
    requestId,
    ip: ipOf(request, webConfig().trustedIpHeader),
    log: runtime().log.child({ request_id: requestId }),
    headers: {},
  }
  const response = await answer(exchange, work, shield)
  for (const [name, value] of Object.entries(exchange.headers)) response.headers.set(name, value)
  await renewCookie(request, response)
  exchange.log.info(
    {
      method: request.method,
      path: pathOf(request),
      status: response.status,
      duration_ms: Math.round(performance.now() - startedAt),
    },
    'request',
  )
  return response
}

async function answer(
  exchange: Exchange,
  work: (exchange: Exchange) => Promise<Response>,
  shield: 'ip' | 'none',
): Promise<Response> {
  try {
    if (shield === 'ip') await countCall('ip', exchange.ip)
    return await work(exchange)
  } catch (error) {
    if (error instanceof RateLimited) exchange.headers = error.headers
    const known = error instanceof AppError ? error : null
    if (!known || known.status >= 500) {
      exchange.log.error({ err: known?.cause ?? error, code: known?.code }, 'request_failed')
    }
    return failure(error, exchange.requestId)
  }
}
