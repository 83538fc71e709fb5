import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { StackState } from '@/local/state'

/** The bare engine: what a toggle or a list costs without the product. */
export function bareN8n({ n8n_url, n8n_api_key }: StackState) {
  const call = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${n8n_url}/api/v1${path}`, {
      method,
      headers: { 'x-n8n-api-key': n8n_api_key, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`n8n ${method} ${path}: ${response.status} ${text.slice(0, 200)}`)
    return JSON.parse(text)
  }
  // Deleting is a 409, now and then a 500, until n8n is through with switching off.
  const remove = async (id: string, tries = 20): Promise<unknown> => {
    try {
      return await call('DELETE', `/workflows/${id}`)
    } catch (error) {
      if (tries <= 1) throw error
      await sleep(250)
      return remove(id, tries - 1)
    }
  }
  return {
    activate: (id: string) => call('POST', `/workflows/${id}/activate`),
    deactivate: (id: string) => call('POST', `/workflows/${id}/deactivate`),
    remove: (id: string) => remove(id),
    async create(name: string): Promise<string> {
      const node = {
        id: randomUUID(),
        name: 'Webhook',
        type: 'n8n-nodes-base.webhook',
        typeVersion: 2,
        position: [0, 0],
        webhookId: randomUUID(),
        parameters: { path: `bench-${randomUUID()}`, httpMethod: 'POST' },
      }
      const made = await call('POST', '/workflows', {
        name,
        nodes: [node],
        connections: {},
        settings: { executionOrder: 'v1' },
      })
      return made.id
    },
    async listAll(): Promise<number> {
      let cursor = ''
      let count = 0
      do {
        const page = await call('GET', `/workflows?limit=250${cursor && `&cursor=${encodeURIComponent(cursor)}`}`)
        count += page.data.length
        cursor = page.nextCursor ?? ''
      } while (cursor)
      return count
    },
  }
}

/** Runs the work for each item, a few at a time. */
export async function inParallel<T>(items: T[], atOnce: number, work: (item: T) => Promise<unknown>): Promise<void> {
  const queue = [...items]
  const lane = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item)
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
}
