import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { EngineNode, WorkflowDefinition } from '@/lib/engines/port'
import { Anything, callN8n } from './api'

export type LocalN8n = { url: string; apiKey: string }

const Created = z.object({ id: z.string() })
const Listed = z.object({ data: z.array(z.object({ id: z.string(), name: z.string() })) })

const call = <T>(n8n: LocalN8n, path: string, schema: z.ZodType<T>, method = 'GET', body?: object): Promise<T> =>
  callN8n(`${n8n.url}/api/v1${path}`, schema, {
    method,
    headers: { 'X-N8N-API-KEY': n8n.apiKey },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })

/** A chain of nodes, each feeding the next. */
const chain = (name: string, nodes: EngineNode[]): WorkflowDefinition => ({
  name,
  nodes: nodes.map((node, index) => ({ ...node, id: `node-${index + 1}`, position: [index * 220, 0] })),
  connections: Object.fromEntries(
    nodes
      .slice(1)
      .map((node, index) => [nodes[index]?.name, { main: [[{ node: node.name, type: 'main', index: 0 }]] }]),
  ),
  settings: { executionOrder: 'v1' },
})

const answerNode = (fields: Record<string, string>): EngineNode => ({
  name: 'Answer',
  type: 'n8n-nodes-base.set',
  typeVersion: 3.4,
  parameters: {
    assignments: {
      assignments: Object.entries(fields).map(([name, value]) => ({ id: name, name, value, type: 'string' })),
    },
    options: {},
  },
})

/** Webhook paths are global to an instance, so each carries its workspace. */
export const webhookWorkflow = (name: string, path: string, mode: 'lastNode' | 'onReceived') =>
  chain(name, [
    {
      name: 'Webhook',
      type: 'n8n-nodes-base.webhook',
      typeVersion: 2.1,
      parameters: { path, httpMethod: 'POST', responseMode: mode, options: {} },
      webhookId: createHash('md5')
        .update(path)
        .digest('hex')
        .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
    },
    answerNode({ workflow: name, execution_id: '={{ $execution.id }}', received_at: '={{ $now.toISO() }}' }),
  ])

export const scheduleWorkflow = (name: string) =>
  chain(name, [
    {
      name: 'Every hour',
      type: 'n8n-nodes-base.scheduleTrigger',
      typeVersion: 1.3,
      parameters: { rule: { interval: [{ field: 'hours' }] } },
    },
    answerNode({ workflow: name, ran_at: '={{ $now.toISO() }}' }),
  ])

/** An IMAP trigger: without a credential n8n refuses to activate it; with an unreachable one it says active and is not. */
export const mailboxWorkflow = (name: string, credential?: { id: string; name: string }) =>
  chain(name, [
    {
      name: 'New reply',
      type: 'n8n-nodes-base.emailReadImap',
      typeVersion: 2.1,
      parameters: { mailbox: 'INBOX', postProcessAction: 'nothing', options: {} },
      ...(credential ? { credentials: { imap: credential } } : {}),
    },
    answerNode({ workflow: name }),
  ])

/** The id of the workflow with this exact name, created when there is none: a repeated start makes no second one. */
export const ensureWorkflow = async (n8n: LocalN8n, workflow: { name: string }): Promise<string> => {
  const { data } = await call(n8n, `/workflows?limit=250&name=${encodeURIComponent(workflow.name)}`, Listed)
  const known = data.find(({ name }) => name === workflow.name)
  return known?.id ?? (await call(n8n, '/workflows', Created, 'POST', workflow)).id
}

export const deleteWorkflow = async (n8n: LocalN8n, id: string): Promise<void> => {
  await call(n8n, `/workflows/${id}`, Anything, 'DELETE')
}

/** A mailbox credential whose server refuses every connection. */
export const createUnreachableMailbox = async (n8n: LocalN8n, name: string): Promise<{ id: string; name: string }> => {
  const data = {
    user: 'replies',
    password: 'unused',
    host: '127.0.0.1',
    port: 9,
    secure: false,
    allowUnauthorizedCerts: false,
  }
  const { id } = await call(n8n, '/credentials', Created, 'POST', { name, type: 'imap', data })
  return { id, name }
}
