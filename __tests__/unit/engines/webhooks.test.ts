import type { EngineNode } from '@/lib/engines/port'
import { webhooksOf } from '@/lib/engines/webhooks'

const webhook = (parameters: Record<string, unknown>, more: Partial<EngineNode> = {}): EngineNode => ({
  name: 'Start Here',
  type: 'n8n-nodes-base.webhook',
  webhookId: 'hook-1',
  parameters,
  ...more,
})
const of = (...nodes: EngineNode[]) => webhooksOf({ id: 'wf1', nodes, publishedNodes: null })

test('a webhook answers to its path and method, GET by default', () => {
  expect(of(webhook({ path: '/leads/', httpMethod: 'POST' }), webhook({ path: 'ping' }))).toEqual([
    { path: 'leads', method: 'POST' },
    { path: 'ping', method: 'GET' },
  ])
})

test('several methods are several targets, each once', () => {
  const node = webhook({ path: 'x', httpMethod: ['GET', 'POST'], multipleMethods: true })
  expect(of(node, node)).toEqual([
    { path: 'x', method: 'GET' },
    { path: 'x', method: 'POST' },
  ])
})

test('a path with parameters is prefixed with the webhook id', () => {
  expect(of(webhook({ path: 'user/:id' }))).toEqual([{ path: 'hook-1/user/:id', method: 'GET' }])
})

test('without a webhook id n8n builds the path from workflow and node', () => {
  const { webhookId: _, ...node } = webhook({ path: 'x' })
  expect(of(node)).toEqual([{ path: 'wf1/start%20here/x', method: 'GET' }])
})

test('an empty path is the webhook id', () => {
  expect(of(webhook({}))).toEqual([{ path: 'hook-1', method: 'GET' }])
})

test('disabled nodes, other triggers and expressions give nothing to probe', () => {
  const schedule = webhook({ rule: {} }, { type: 'n8n-nodes-base.scheduleTrigger' })
  const nodes = [webhook({ path: 'x' }, { disabled: true }), schedule, webhook({ path: '={{ $json.path }}' })]
  expect(of(...nodes)).toEqual([])
})

test('the published nodes count where the draft differs', () => {
  const nodes = [webhook({ path: 'draft' })]
  const publishedNodes = [webhook({ path: 'published' })]
  expect(webhooksOf({ id: 'wf1', nodes, publishedNodes })).toEqual([{ path: 'published', method: 'GET' }])
})
