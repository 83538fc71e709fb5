import type { EngineCall, WorkflowDefinition } from '@/lib/engines/port'
import { type Calls, READ_MS, WRITE_MS } from './calls'
import { Anything, Workflow, writable } from './shapes'

const one = (id: string) => `/workflows/${encodeURIComponent(id)}`

/** The single requests that workflows are read and changed with. */
export function createWorkflowCalls({ request }: Calls) {
  const write = { schema: Workflow, timeoutMs: WRITE_MS, repeatable: true }
  return {
    get: (id: string, call: EngineCall) =>
      request(
        {
          method: 'GET',
          path: one(id),
          endpoint: '/workflows/{id}',
          schema: Workflow,
          timeoutMs: READ_MS,
          repeatable: true,
        },
        call,
      ),
    // Deprecated from 2.33 on, but the only names that every version knows.
    flip: (id: string, verb: 'activate' | 'deactivate', call: EngineCall) =>
      request({ method: 'POST', path: `${one(id)}/${verb}`, endpoint: `/workflows/{id}/${verb}`, ...write }, call),
    post: (definition: WorkflowDefinition, call: EngineCall) =>
      request(
        {
          method: 'POST',
          path: '/workflows',
          endpoint: '/workflows',
          body: writable(definition),
          ...write,
          repeatable: false,
        },
        call,
      ),
    put: (id: string, definition: WorkflowDefinition, call: EngineCall) =>
      request(
        { method: 'PUT', path: one(id), endpoint: '/workflows/{id}', body: writable(definition), ...write },
        call,
      ),
    delete: (id: string, call: EngineCall) =>
      request({ method: 'DELETE', path: one(id), endpoint: '/workflows/{id}', ...write, schema: Anything }, call),
  }
}

export type WorkflowCalls = ReturnType<typeof createWorkflowCalls>
