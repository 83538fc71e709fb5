import { AppError } from '@/lib/api/errors'
import { webConfig } from '@/lib/runtime'
import { isBearer } from './bearer'

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]'])

/**
 * Refuses a mutation that another site could have started with this person's cookie (spec 02 §13). A Bearer token cannot be
 * sent across sites, and with one present no cookie is ever read. Throws ORIGIN_MISMATCH, UNSUPPORTED_MEDIA_TYPE.
 */
export function assertSameOrigin(request: Request): void {
  if (SAFE_METHODS.has(request.method) || isBearer(request.headers)) return
  if (!comesFromTheApp(request.headers)) throw new AppError('ORIGIN_MISMATCH')
  const type = request.headers.get('content-type')
  if (type !== null && !/^application\/json\s*(;|$)/i.test(type)) throw new AppError('UNSUPPORTED_MEDIA_TYPE')
}

function comesFromTheApp(headers: Headers): boolean {
  const { origin: app } = webConfig()
  const origin = headers.get('origin')
  // Set by the browser alone: no page can forge it.
  const isSameOrigin = headers.get('sec-fetch-site') === 'same-origin'
  if (origin === null) return isSameOrigin
  return origin === app || (isSameOrigin && isSameLoopback(origin, app))
}

/** `localhost:3000` and `127.0.0.1:3000` are one application on a developer's machine. */
function isSameLoopback(origin: string, app: string): boolean {
  const [a, b] = [URL.parse(origin), URL.parse(app)]
  return (
    !!a && !!b && a.protocol === b.protocol && a.port === b.port && LOOPBACK.has(a.hostname) && LOOPBACK.has(b.hostname)
  )
}
