import { setTimeout as sleep } from 'node:timers/promises'
import type { EngineCall, EngineError, EngineResult, WorkflowDefinition } from '@/lib/engines/port'
import { createSerial } from '@/lib/engines/serial'
import { type Calls, READ_MS, WRITE_MS } from './calls'
import { fail } from './errors'
import { Anything, Workflow, writable } from './shapes'
import { countdown, deadlineSignal } from './time'
import { findByName } from './workflow-list'

const TOGGLE_BUDGET_MS = 5_000
const CHANGE_BUDGET_MS = 20_000
const UNPUBLISH_WAIT_MS = 150

type Change<T> = (remaining: () => EngineCall & { budgetMs: number }) => Promise<EngineResult<T>>

/** Reads and changes of single workflows. n8n does not serialise changes of one workflow, so they take turns here. */
export function createWorkflows(calls: Calls, changed: () => void) {
  const inTurn = createSerial()

  async function change<T>(
    key: string,
    call: EngineCall,
    defaultMs: number,
    work: Change<T>,
  ): Promise<EngineResult<T>> {
    const remaining = countdown(call, defaultMs)
    const signal = deadlineSignal(call, remaining().budgetMs)
    try {
      return await inTurn(key, signal, () => work(remaining))
    } catch (error) {
      if (!signal.aborted) throw error
      return fail({ kind: 'timeout', message: 'Another change of this workflow took too long', code: 'TIMEOUT' })
    } finally {
      changed()
    }
  }

  const flip = (id: string, verb: 'activate' | 'deactivate', call: EngineCall) =>
    calls.request(
      {
        method: 'POST',
        path: `/workflows/${encodeURIComponent(id)}/${verb}`,
        endpoint: `/workflows/{id}/${verb}`,
        schema: Workflow,
        timeoutMs: WRITE_MS,
        repeatable: true,
      },
      call,
    )

  const get = (id: string, call: EngineCall = {}) =>
    calls.request(
      {
        method: 'GET',
        path: `/workflows/${encodeURIComponent(id)}`,
        endpoint: '/workflows/{id}',
        schema: Workflow,
        timeoutMs: READ_MS,
        repeatable: true,
      },
      { budgetMs: READ_MS + 1_000, ...call },
    )

  const send = (method: 'POST' | 'PUT', path: string, endpoint: string, body: WorkflowDefinition, call: EngineCall) =>
    calls.request(
      {
        method,
        path,
        endpoint,
        schema: Workflow,
        body: writable(body),
        timeoutMs: WRITE_MS,
        repeatable: method === 'PUT',
      },
      call,
    )

  async function createOnce(definition: WorkflowDefinition, remaining: () => EngineCall & { budgetMs: number }) {
    const existing = await findByName(calls, definition.name, remaining())
    if (!existing.ok) return existing
    if (existing.data) return { ok: true as const, data: existing.data }
    const left = remaining()
    const post = { ...left, budgetMs: Math.max(left.budgetMs - READ_MS, left.budgetMs / 2) }
    const created = await send('POST', '/workflows', '/workflows', definition, post)
    if (created.ok || !isSilence(created.error)) return created
    // n8n may have stored it without our hearing of it; asking again is safe, creating again is not.
    const stored = await findByName(calls, definition.name, remaining())
    return stored.ok && stored.data ? { ok: true as const, data: stored.data } : created
  }

  async function removeOnce(id: string, remaining: () => EngineCall & { budgetMs: number }) {
    const off = await flip(id, 'deactivate', remaining())
    if (!off.ok) return off.error.kind === 'not_found' ? gone(id) : off
    for (;;) {
      const deleted = await calls.request(
        {
          method: 'DELETE',
          path: `/workflows/${encodeURIComponent(id)}`,
          endpoint: '/workflows/{id}',
          schema: Anything,
          timeoutMs: WRITE_MS,
          repeatable: true,
        },
        remaining(),
      )
      if (deleted.ok || deleted.error.kind === 'not_found') return gone(id)
      // From 2.40 switching off goes on after its answer, and deleting is a 409 until it is through.
      if (deleted.error.kind !== 'conflict' || remaining().budgetMs < UNPUBLISH_WAIT_MS * 2) return deleted
      await sleep(UNPUBLISH_WAIT_MS)
    }
  }

  return {
    get,
    activate: (id: string, call: EngineCall = {}) =>
      change(id, call, TOGGLE_BUDGET_MS, (remaining) => flip(id, 'activate', remaining())),
    deactivate: (id: string, call: EngineCall = {}) =>
      change(id, call, TOGGLE_BUDGET_MS, (remaining) => flip(id, 'deactivate', remaining())),
    create: (definition: WorkflowDefinition, call: EngineCall = {}) =>
      change(`name ${definition.name}`, call, CHANGE_BUDGET_MS, (remaining) =>
        createOnce(definition, lowerPriority(remaining)),
      ),
    update: (id: string, definition: WorkflowDefinition, call: EngineCall = {}) =>
      change(id, call, CHANGE_BUDGET_MS, (remaining) =>
        send('PUT', `/workflows/${encodeURIComponent(id)}`, '/workflows/{id}', definition, lowerPriority(remaining)()),
      ),
    remove: (id: string, call: EngineCall = {}) =>
      change(id, call, CHANGE_BUDGET_MS, (remaining) => removeOnce(id, lowerPriority(remaining))),
  }
}

const gone = (id: string): EngineResult<{ id: string }> => ({ ok: true, data: { id } })

const isSilence = ({ kind, status = 0 }: EngineError) =>
  kind === 'timeout' || kind === 'unreachable' || kind === 'contract' || status >= 500

const lowerPriority = (remaining: () => EngineCall & { budgetMs: number }) => () => ({
  priority: 'sync' as const,
  ...remaining(),
})
