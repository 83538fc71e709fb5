import { randomUUID } from 'node:crypto'
import { signDelivery, type WebhookKey } from '../security/deliveries'
import { complaintAboutDoor, type Door } from './documented'

/** What became of a batch's events; absent where the whole delivery was refused. */
type Receipt = { accepted: number; duplicates: number; rejected: { index: number; code: string }[] }
export type Delivered = {
  status: number
  code: string | undefined
  data: Receipt
  body: Record<string, unknown>
  headers: Headers
}
type How = { id?: string; at?: Date; headers?: Record<string, string>; query?: string; ip?: string }

/** Hands a signed delivery to a route handler in this process, as the server would. */
export async function deliver(handler: Door, key: WebhookKey, payload: unknown, how: How = {}): Promise<Delivered> {
  const body = typeof payload === 'string' ? payload : JSON.stringify(payload)
  const { headers } = signDelivery(body, {
    ...key,
    id: how.id ?? `msg_${randomUUID()}`,
    ...(how.at && { at: how.at }),
  })
  return knock(handler, body, { ...headers, ...how.headers }, how)
}

/** The same with headers of the test's own. */
export async function knock(
  handler: Door,
  body: string,
  headers: Record<string, string>,
  { query = '', ip = '203.0.113.1' }: Pick<How, 'query' | 'ip'> = {},
): Promise<Delivered> {
  const request = new Request(`http://127.0.0.1:3000/api/door${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-test-ip': ip, ...headers },
    body,
  })
  const response = await handler(request)
  const text = await response.text()
  const type = response.headers.get('content-type') ?? ''
  const complaint = complaintAboutDoor(handler, { status: response.status, type, text })
  if (complaint) throw new Error(`${complaint}\n${response.status} ${text.slice(0, 500)}`)
  const answer = JSON.parse(text) as Record<string, unknown>
  return {
    status: response.status,
    code: answer.code as string | undefined,
    data: answer.data as Receipt,
    body: answer,
    headers: response.headers,
  }
}
