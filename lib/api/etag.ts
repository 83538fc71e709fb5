import { hash } from 'node:crypto'
import { type Answer, successAs } from './envelope'

/** The answer with a weak ETag of what it says, or 304 to a caller who has just that (RFC 9110 §13.1.2). */
export function answerUnlessKnown(request: Request, answer: Answer, requestId: string): Response {
  const text = JSON.stringify(answer.data)
  const etag = etagOf(text, answer)
  if (!isKnown(request, etag)) {
    const headers = new Headers(answer.headers)
    headers.set('ETag', etag)
    return successAs(text, { ...answer, headers }, requestId)
  }
  return new Response(null, {
    status: 304,
    headers: { ETag: etag, 'Cache-Control': 'no-store', 'X-Request-Id': requestId },
  })
}

/** Whether the caller says to have just that. */
export function isKnown(request: Request, etag: string): boolean {
  const known = request.headers.get('if-none-match')?.split(',').map(withoutStrength) ?? []
  return known.includes('*') || known.includes(withoutStrength(etag))
}

/** A weak tag: what is sent may be compressed on its way. */
export const tagOf = (text: string): string => `W/"${hash('sha256', text, 'base64url').slice(0, 22)}"`

/** When something was read is no part of what it says. `text` is the data as JSON: big ones are written once. */
function etagOf(text: string, { data, meta }: Answer): string {
  const { freshness: _, ...said } = meta ?? {}
  const readAt = typeof data === 'object' && data && 'freshness_at' in data ? data.freshness_at : undefined
  const lasting = readAt === undefined ? text : text.replace(`"freshness_at":${JSON.stringify(readAt)}`, '')
  return tagOf(lasting + JSON.stringify(said))
}

const withoutStrength = (tag: string): string => tag.trim().replace(/^W\//, '')
