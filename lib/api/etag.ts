import { createHash } from 'node:crypto'
import { type Answer, success } from './envelope'

/** The answer with a weak ETag of what it says, or 304 to a caller who has just that (RFC 9110 §13.1.2). */
export function answerUnlessKnown(request: Request, answer: Answer, requestId: string): Response {
  const etag = etagOf(answer)
  const known = request.headers.get('if-none-match')?.split(',').map(withoutStrength) ?? []
  if (!known.includes('*') && !known.includes(withoutStrength(etag))) {
    const headers = new Headers(answer.headers)
    headers.set('ETag', etag)
    return success({ ...answer, headers }, requestId)
  }
  return new Response(null, {
    status: 304,
    headers: { ETag: etag, 'Cache-Control': 'no-store', 'X-Request-Id': requestId },
  })
}

/** When something was read is no part of what it says. */
function etagOf({ data, meta }: Answer): string {
  const { freshness: _, ...said } = meta ?? {}
  const text = JSON.stringify([
    typeof data === 'object' && data && 'freshness_at' in data ? { ...data, freshness_at: null } : data,
    said,
  ])
  return `W/"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`
}

const withoutStrength = (tag: string): string => tag.trim().replace(/^W\//, '')
