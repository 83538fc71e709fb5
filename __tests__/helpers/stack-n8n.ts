import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { Anything, callN8n } from '@/local/n8n/api'
import { webhookWorkflow } from '@/local/n8n/workflows'
import { readState } from '@/local/state'

/** The running stack's n8n, asked and changed as a person or a script would: through its own public API and webhooks. */
const Workflow = z.object({ id: z.string(), name: z.string(), active: z.boolean() })
export type N8nWorkflow = z.infer<typeof Workflow> & { webhookUrl: string }

function call<T>(path: string, schema: z.ZodType<T>, method = 'GET', body?: object): Promise<T> {
  const { n8n_url, n8n_api_key } = readState()
  const headers = { 'X-N8N-API-KEY': n8n_api_key }
  return callN8n(`${n8n_url}/api/v1${path}`, schema, { method, headers, ...(body && { body: JSON.stringify(body) }) })
}

/** A switched-off workflow of its own, started by a webhook of its own. */
export async function createN8nWorkflow(name: string): Promise<N8nWorkflow> {
  const path = `proof-${randomUUID()}`
  const workflow = await call('/workflows', Workflow, 'POST', webhookWorkflow(name, path, 'lastNode'))
  return { ...workflow, webhookUrl: `${readState().n8n_url}/webhook/${path}` }
}

export const isActiveInN8n = async (id: string): Promise<boolean> => (await call(`/workflows/${id}`, Workflow)).active

export const switchInN8n = (id: string, active: boolean): Promise<unknown> =>
  call(`/workflows/${id}/${active ? 'activate' : 'deactivate'}`, Anything, 'POST')

export const deleteInN8n = (id: string): Promise<unknown> => call(`/workflows/${id}`, Anything, 'DELETE')

export async function renameInN8n(id: string, name: string): Promise<void> {
  const Definition = z.object({ nodes: z.unknown(), connections: z.unknown() })
  const { nodes, connections } = await call(`/workflows/${id}`, Definition)
  await call(`/workflows/${id}`, Anything, 'PUT', { name, nodes, connections, settings: { executionOrder: 'v1' } })
}

/** The status its production webhook answers with: 200 while it is live, 404 while it is not. */
export async function webhookStatus({ webhookUrl }: N8nWorkflow): Promise<number> {
  const response = await fetch(webhookUrl, { method: 'POST', signal: AbortSignal.timeout(5_000) })
  await response.arrayBuffer()
  return response.status
}
