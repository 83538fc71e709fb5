import { type FakeDefinition, isWebhook, methodsOf, pathOf, triggersOf } from './nodes'
import type { FakeExecution, FakeStore, FakeWorkflow } from './store'

export type Reply = { status: number; body: unknown; headers?: Record<string, string> }
export type ApiRequest = { method: string; path: string; query: URLSearchParams; body: unknown }

const DEPRECATION = { deprecation: '@1784764800' }
const WRITABLE = ['name', 'nodes', 'connections', 'settings']
const no = (status: number, message: string): Reply => ({ status, body: { message } })

/** n8n's public API as 2.41 answers it (bodies, codes and messages as seen live). */
export function answerApi(store: FakeStore, { method, path, query, body }: ApiRequest): Reply {
  if (path === '/workflows') {
    if (method === 'GET') return listWorkflows(store, query)
    if (method === 'POST') return createWorkflow(store, body)
    return no(405, `${method} method not allowed`)
  }
  if (path === '/executions' && method === 'GET') return listExecutions(store, query)
  const stop = path.match(/^\/executions\/([^/]+)\/stop$/)
  if (stop && method === 'POST') return stopExecution(store, stop[1] ?? '')
  const [, id, verb] = path.match(/^\/workflows\/([^/]+)(?:\/(activate|deactivate|publish|unpublish))?$/) ?? []
  if (!id) return no(404, 'not found')
  const workflow = store.workflows.get(decodeURIComponent(id))
  if (verb && method === 'POST') return toggle(store, workflow, verb)
  if (verb) return no(405, `${method} method not allowed`)
  if (method === 'GET') return workflow ? { status: 200, body: present(workflow) } : no(404, 'Not Found')
  if (method === 'PUT') return updateWorkflow(store, workflow, body)
  if (method === 'DELETE') return deleteWorkflow(store, workflow)
  return no(405, `${method} method not allowed`)
}

function toggle(store: FakeStore, workflow: FakeWorkflow | undefined, verb: string): Reply {
  const isOn = verb === 'activate' || verb === 'publish'
  const headers = verb === 'activate' || verb === 'deactivate' ? DEPRECATION : {}
  if (!workflow) {
    return no(404, `You do not have permission to ${verb} this workflow. Ask the owner to share it with you.`)
  }
  const refusal = isOn ? whyNotActive(store, workflow) : undefined
  if (refusal) return { ...refusal, headers }
  store.setActive(workflow, isOn)
  return { status: 200, headers, body: present(workflow) }
}

function whyNotActive(store: FakeStore, workflow: FakeWorkflow): Reply | undefined {
  if (workflow.isArchived) return no(400, 'Cannot activate an archived workflow.')
  if (triggersOf(workflow.nodes).length === 0) {
    const reason = 'At least one trigger, webhook, or polling node is required.'
    return no(400, `Workflow cannot be activated because it has no trigger node. ${reason}`)
  }
  const bare = workflow.nodes.find(({ type, credentials }) => type === 'n8n-nodes-base.postgres' && !credentials)
  if (bare) {
    const issue = `Node "${bare.name}":\n  - Missing required credential: postgres`
    return no(400, `Cannot publish workflow: 1 node have configuration issues:\n\n${issue}`)
  }
  const isTaken = workflow.nodes
    .filter(isWebhook)
    .some((node) =>
      store
        .webhookFor(pathOf(node) ?? '')
        .some(
          (other) => other.workflow.id !== workflow.id && other.methods.some((one) => methodsOf(node).includes(one)),
        ),
    )
  return isTaken ? no(409, 'There is a conflict with one of the webhooks.') : undefined
}

function createWorkflow(store: FakeStore, body: unknown): Reply {
  const refusal = whyNotStored(body)
  return refusal ?? { status: 200, body: present(store.create(body as FakeDefinition)) }
}

function updateWorkflow(store: FakeStore, workflow: FakeWorkflow | undefined, body: unknown): Reply {
  const refusal = whyNotStored(body)
  if (refusal) return refusal
  if (!workflow)
    return no(404, 'You do not have permission to update this workflow. Ask the owner to share it with you.')
  store.update(workflow, body as FakeDefinition)
  return { status: 200, body: present(workflow) }
}

function whyNotStored(body: unknown): Reply | undefined {
  const keys = Object.keys(typeof body === 'object' && body !== null ? body : {})
  const missing = ['name', 'nodes', 'connections', 'settings'].find((key) => !keys.includes(key))
  if (missing) return no(400, `request/body must have required property '${missing}'`)
  const extra = keys.find((key) => !WRITABLE.includes(key))
  if (extra) return no(400, `request/body Unrecognized key(s) in object: '${extra}'`)
  return undefined
}

function deleteWorkflow(store: FakeStore, workflow: FakeWorkflow | undefined): Reply {
  if (!workflow) return no(404, 'Not Found')
  if (workflow.active) return no(409, 'Cannot delete a published workflow. Unpublish it before deleting.')
  if (workflow.live) return no(409, 'Workflow is still being unpublished. Please try again in a few moments.')
  store.workflows.delete(workflow.id)
  return { status: 200, body: present(workflow) }
}

function listWorkflows(store: FakeStore, query: URLSearchParams): Reply {
  const name = query.get('name')?.toLowerCase()
  const active = query.get('active')
  const rows = [...store.workflows.values()]
    .filter((row) => !name || row.name.toLowerCase().includes(name))
    .filter((row) => active === null || String(row.active) === active)
  const limit = limitOf(query)
  const offset = offsetOf(query)
  if (offset === null) return no(400, 'An invalid cursor was provided')
  const data = rows.slice(offset, offset + limit).map(present)
  const next = offset + limit < rows.length ? encode({ limit, offset: offset + limit }) : null
  return { status: 200, body: { data, nextCursor: next } }
}

function listExecutions(store: FakeStore, query: URLSearchParams): Reply {
  const status = query.get('status')
  const workflowId = query.get('workflowId')
  const cursor = query.get('cursor')
  const lastId = cursor ? Number(decode(cursor).lastId) : Number.POSITIVE_INFINITY
  const rows = store.executions
    .filter((row) => row.id < lastId && (!workflowId || row.workflowId === workflowId))
    .filter((row) => (status ? row.status === status : row.status !== 'running'))
    .reverse()
  const limit = limitOf(query)
  const page = rows.slice(0, limit)
  const next = rows.length > limit ? encode({ lastId: page.at(-1)?.id, limit }) : null
  return { status: 200, body: { data: page.map(presentExecution), nextCursor: next } }
}

function stopExecution(store: FakeStore, id: string): Reply {
  if (!/^\d+$/.test(id)) return no(400, 'request/params/executionId must be a positive integer')
  const execution = store.executions.find((row) => row.id === Number(id))
  if (!execution) return no(404, 'Failed to find execution to stop')
  if (execution.status !== 'running') {
    const reason = `${id} is currently ${execution.status}`
    return no(409, `Only running or waiting executions can be stopped and ${reason}`)
  }
  Object.assign(execution, { status: 'canceled', stoppedAt: new Date().toISOString() })
  const { mode, startedAt, stoppedAt, status } = execution
  return { status: 200, body: { mode, startedAt, stoppedAt, finished: false, status } }
}

export function present({ live: _live, liveNodes: _nodes, ...row }: FakeWorkflow) {
  const { activeVersionId, nodes, connections } = row
  return {
    ...row,
    staticData: null,
    pinData: null,
    meta: null,
    tags: [],
    activeVersion: activeVersionId ? { versionId: activeVersionId, workflowId: row.id, nodes, connections } : null,
  }
}

const presentExecution = (row: FakeExecution) => ({
  ...row,
  id: String(row.id),
  finished: row.status === 'success',
  retryOf: null,
  retrySuccessId: null,
  waitTill: null,
})

const limitOf = (query: URLSearchParams) => Math.min(250, Number(query.get('limit') ?? 100))
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64')

function decode(cursor: string): Record<string, unknown> {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64').toString())
  } catch {
    return {}
  }
}

function offsetOf(query: URLSearchParams): number | null {
  const cursor = query.get('cursor')
  if (!cursor) return 0
  const { offset } = decode(cursor)
  return typeof offset === 'number' ? offset : null
}
