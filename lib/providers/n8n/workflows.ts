import { setTimeout as sleep } from 'node:timers/promises'
import type { EngineCall, EngineError, EngineResult, EngineWorkflow, WorkflowDefinition } from '@/lib/engines/port'
import { createSerial } from '@/lib/engines/serial'
import { type Calls, READ_MS } from './calls'
import { fail } from './errors'
import { countdown, deadlineSignal, type Remaining } from './time'
import { createWorkflowCalls, type WorkflowCalls } from './workflow-calls'
import { findByName } from './workflow-list'

const TOGGLE_BUDGET_MS = 5_000
const CHANGE_BUDGET_MS = 20_000
const UNPUBLISH_WAIT_MS = 150

/** Reads and changes of single workflows. n8n does not serialise changes of one workflow, so they take turns here. */
export function createWorkflows(calls: Calls, changed: () => void) {
  const { get, flip, put, ...rest } = createWorkflowCalls(calls)
  const change = createTurns(changed)
  const unhurried = (call: EngineCall): EngineCall => ({ priority: 'sync', ...call })

  return {
    get: (id: string, call: EngineCall = {}) => get(id, { budgetMs: READ_MS + 1_000, ...call }),
    activate: (id: string, call: EngineCall = {}) =>
      change(id, call, TOGGLE_BUDGET_MS, (remaining) => flip(id, 'activate', remaining())),
    deactivate: (id: string, call: EngineCall = {}) =>
      change(id, call, TOGGLE_BUDGET_MS, (remaining) => flip(id, 'deactivate', remaining())),
    create: (definition: WorkflowDefinition, call: EngineCall = {}) =>
      change(`name ${definition.name}`, unhurried(call), CHANGE_BUDGET_MS, (remaining) =>
        createOnce(calls, rest.post, definition, remaining),
      ),
    update: (id: string, definition: WorkflowDefinition, call: EngineCall = {}) =>
      change(id, unhurried(call), CHANGE_BUDGET_MS, (remaining) => put(id, definition, remaining())),
    remove: (id: string, call: EngineCall = {}) =>
      change(id, unhurried(call), CHANGE_BUDGET_MS, (remaining) => removeOnce({ flip, ...rest }, id, remaining)),
  }
}

function createTurns(changed: () => void) {
  const inTurn = createSerial()
  return async function change<T>(
    key: string,
    call: EngineCall,
    defaultMs: number,
    work: (remaining: Remaining) => Promise<EngineResult<T>>,
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
}

async function createOnce(
  calls: Calls,
  post: WorkflowCalls['post'],
  definition: WorkflowDefinition,
  remaining: Remaining,
): Promise<EngineResult<EngineWorkflow>> {
  const existing = await findByName(calls, definition.name, remaining())
  if (!existing.ok) return existing
  if (existing.data) return { ok: true, data: existing.data }
  const left = remaining()
  const created = await post(definition, { ...left, budgetMs: Math.max(left.budgetMs - READ_MS, left.budgetMs / 2) })
  if (created.ok || !isSilence(created.error)) return created
  // n8n may have stored it without our hearing of it; asking again is safe, creating again is not.
  const stored = await findByName(calls, definition.name, remaining())
  return stored.ok && stored.data ? { ok: true, data: stored.data } : created
}

const isSilence = ({ kind, status = 0 }: EngineError) =>
  kind === 'timeout' || kind === 'unreachable' || kind === 'contract' || status >= 500

async function removeOnce(
  requests: Pick<WorkflowCalls, 'flip' | 'delete'>,
  id: string,
  remaining: Remaining,
): Promise<EngineResult<{ id: string }>> {
  const gone = { ok: true as const, data: { id } }
  const off = await onceSettled(() => requests.flip(id, 'deactivate', remaining()), remaining)
  if (!off.ok) return off.error.kind === 'not_found' ? gone : off
  const deleted = await onceSettled(() => requests.delete(id, remaining()), remaining)
  return deleted.ok || deleted.error.kind === 'not_found' ? gone : deleted
}

/**
 * From 2.40 switching on and off goes on after its answer: until it is through, deleting is a 409, and now and then
 * either is a bare 500. Both steps of a removal may be repeated.
 */
async function onceSettled<T>(step: () => Promise<EngineResult<T>>, remaining: Remaining): Promise<EngineResult<T>> {
  for (;;) {
    const result = await step()
    const isUnsettled = !result.ok && (result.error.kind === 'conflict' || result.error.status === 500)
    if (!isUnsettled || remaining().budgetMs < UNPUBLISH_WAIT_MS * 2) return result
    await sleep(UNPUBLISH_WAIT_MS)
  }
}
