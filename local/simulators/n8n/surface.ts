import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Reply } from './api'
import type { FakeContext } from './server'
import type { FakeStore } from './store'

/** Production webhooks, with n8n's 404 texts and its answer to a CORS question. */
export function answerWebhook(store: FakeStore, method: string, path: string, req: IncomingMessage): Reply {
  const found = store.webhookFor(decodeURIComponent(path))
  const methods = found.flatMap((hook) => hook.methods)
  if (method === 'OPTIONS') {
    const allowed = ['OPTIONS', ...methods].join(', ')
    return {
      status: 204,
      body: undefined,
      headers: req.headers.origin ? { 'access-control-allow-methods': allowed } : {},
    }
  }
  const hook = found.find((one) => one.methods.includes(method))
  if (hook) {
    store.run(hook.workflow)
    return { status: 200, body: { message: 'Workflow was started' } }
  }
  const [other] = methods
  const message = other
    ? `This webhook is not registered for ${method} requests. Did you mean to make a ${other} request?`
    : `The requested webhook "${method} ${path}" is not registered.`
  return { status: 404, body: { code: 404, message } }
}

/** The internal REST as far as an owner session needs it: sign-in and publication status. */
export function answerRest(
  { owner, sessions, store }: FakeContext,
  method: string,
  path: string,
  req: IncomingMessage,
  body: unknown,
): Reply {
  if (path === '/rest/login' && method === 'POST') {
    const given: { emailOrLdapLoginId?: unknown; password?: unknown } = typeof body === 'object' && body ? body : {}
    if (given.emailOrLdapLoginId !== owner.email || given.password !== owner.password) {
      const message = 'Wrong username or password. Do you have caps lock on?'
      return { status: 401, body: { code: 401, message } }
    }
    const session = randomBytes(16).toString('hex')
    sessions.add(session)
    const cookie = `n8n-auth=${session}; Max-Age=604800; Path=/; HttpOnly; SameSite=Lax`
    return { status: 200, headers: { 'set-cookie': cookie }, body: { data: { email: owner.email } } }
  }
  const session = req.headers.cookie?.match(/n8n-auth=(\w+)/)?.[1]
  if (!session || !sessions.has(session)) return { status: 401, body: { status: 'error', message: 'Unauthorized' } }
  const id = path.match(/^\/rest\/workflows\/([^/]+)\/publication-status$/)?.[1]
  if (!id) return { status: 404, body: `Cannot ${method} ${path}` }
  const workflow = store.workflows.get(id)
  if (!workflow) return { status: 404, body: { code: 404, message: `Workflow with ID "${id}" does not exist` } }
  const settled = workflow.live ? 'published' : 'not_published'
  const unsettled = store.lieOf(id) === 'active_but_dead' ? 'failed' : 'in_progress'
  const status = workflow.live === workflow.active ? settled : unsettled
  const triggers = workflow.live ? workflow.liveNodes.map((node) => trigger(node.id)) : []
  const liveVersionId = workflow.live ? workflow.activeVersionId : null
  return { status: 200, body: { data: { status, liveVersionId, pendingVersionId: null, triggers } } }
}

const trigger = (nodeId: string) => ({ nodeId, status: 'activated', errorMessage: null })
