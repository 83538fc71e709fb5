import type { ServerResponse } from 'node:http'
import { API_POLICY, SECURITY_HEADERS } from '@/lib/auth/browser-safety'

const HEADERS = [...SECURITY_HEADERS, { key: 'Content-Security-Policy', value: API_POLICY }]

/** Puts on what next.config.ts puts on every answer under /api. */
export function secure(answer: Response): Response {
  for (const { key, value } of HEADERS) answer.headers.set(key, value)
  return answer
}

/** Sends an answer whole, as one write. */
export async function send(answer: Response, response: ServerResponse): Promise<void> {
  const body = Buffer.from(await answer.arrayBuffer())
  for (const { key, value } of HEADERS) response.setHeader(key, value)
  for (const [name, value] of answer.headers) response.setHeader(name, value)
  response.setHeader('Content-Length', body.length)
  response.writeHead(answer.status).end(body)
}
