import { z } from 'zod'
import { isKnown, tagOf } from './etag'

export const ApiDocument = z
  .looseObject({
    openapi: z.string(),
    info: z.looseObject({}),
    paths: z.looseObject({}),
    components: z.looseObject({}),
  })
  .describe('This document.')

type Served = { text: string; etag: string }
let served: Promise<Served> | null = null

/** docs/openapi.json without its line breaks; read when first asked for. */
async function read(): Promise<Served> {
  const { default: document } = await import('@/docs/openapi.json')
  const text = JSON.stringify(document)
  return { text, etag: tagOf(text) }
}

/** The public document as it stands, without the envelope; 304 to a caller who has just that. */
export async function serveDocument({
  request,
  requestId,
}: {
  request: Request
  requestId: string
}): Promise<Response> {
  served ??= read()
  const { text, etag } = await served
  const headers = { ETag: etag, 'Cache-Control': 'public, max-age=300', 'X-Request-Id': requestId }
  if (isKnown(request, etag)) return new Response(null, { status: 304, headers })
  return new Response(text, { headers: { ...headers, 'Content-Type': 'application/json; charset=utf-8' } })
}
