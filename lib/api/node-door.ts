import type { IncomingMessage, ServerResponse } from 'node:http'
import { runtime } from '@/lib/runtime'
import { send } from './node-answer'
import { MAX_BODY_BYTES } from './request'

/** What a route file exports as POST. */
export type Handler = (request: Request) => Promise<Response>

/**
 * Hands a request of Node's own server to a route's handler, as Next would, but for a third of the time: no routing, no
 * tracing, no streams. Of a body beyond all limits the handler sees so much that it refuses it. Never rejects.
 */
export async function answerDirectly(
  handle: Handler,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readUpTo(incoming, MAX_BODY_BYTES).catch(() => null)
  // Nobody is there any more.
  if (body === null) return void response.destroy()
  const { headers, method = 'POST', url = '/' } = incoming
  try {
    // A handler looks at the path alone; whose host this is was never its to believe.
    const request = new Request(`http://localhost${url}`, { method, headers: toHeaders(headers), body })
    // What is left of such a body is not waited for.
    if (body.length > MAX_BODY_BYTES) response.setHeader('Connection', 'close')
    await send(await handle(request), response)
  } catch (err) {
    runtime().log.error({ err, method, path: url }, 'request_failed')
    response.destroy()
  }
}

function readUpTo(incoming: IncomingMessage, mostBytes: number): Promise<Buffer<ArrayBuffer>> {
  const chunks: Buffer[] = []
  let size = 0
  return new Promise((resolve, reject) => {
    const end = () => resolve(Buffer.concat(chunks))
    incoming.on('data', (chunk: Buffer) => {
      if (size > mostBytes) return
      chunks.push(chunk)
      size += chunk.length
      if (size > mostBytes) end()
    })
    incoming.once('end', end)
    incoming.once('error', reject)
    incoming.once('close', () => reject(new Error('The sender went away.')))
  })
}

function toHeaders(given: IncomingMessage['headers']): Headers {
  const headers = new Headers()
  for (const name in given) headers.set(name, String(given[name]))
  return headers
}
