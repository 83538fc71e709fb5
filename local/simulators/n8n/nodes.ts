import { randomUUID } from 'node:crypto'

export type FakeNode = {
  id: string
  name: string
  type: string
  typeVersion: number
  webhookId?: string
  disabled?: boolean
  parameters: Record<string, unknown>
  [key: string]: unknown
}

export type FakeDefinition = {
  name: string
  nodes: FakeNode[]
  connections: Record<string, unknown>
  settings: Record<string, unknown>
}

const TRIGGERS = /(webhook|trigger|emailReadImap)$/i

export const triggersOf = (nodes: FakeNode[]): FakeNode[] =>
  nodes.filter(({ type, disabled }) => !disabled && TRIGGERS.test(type) && !type.endsWith('manualTrigger'))

export const isWebhook = ({ type, disabled }: FakeNode): boolean => type === 'n8n-nodes-base.webhook' && !disabled

export const methodsOf = ({ parameters }: FakeNode): string[] => [parameters.httpMethod ?? 'GET'].flat().map(String)

export function pathOf(node: FakeNode): string | null {
  if (!isWebhook(node)) return null
  const path = String(node.parameters.path ?? '')
  return path.includes(':') ? `${node.webhookId}/${path}` : path
}

/** As n8n 2.x does: a webhook node gets its id on saving. */
export function withWebhookIds({ name, nodes, connections, settings }: FakeDefinition): FakeDefinition {
  const named = nodes.map((node) => (isWebhook(node) ? { webhookId: randomUUID(), ...node } : node))
  return { name, nodes: named, connections, settings }
}
