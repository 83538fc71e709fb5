import { z } from 'zod'
import type { Reply } from './api'
import { Fault } from './faults'
import type { FakeContext } from './server'

const Lie = z.union([
  z.enum(['honest', 'active_but_dead', 'inactive_but_firing']),
  z.object({ flipsBackAfterMs: z.number() }),
])

const Command = z.discriminatedUnion('do', [
  z.object({ do: z.literal('fault'), fault: Fault }),
  z.object({ do: z.literal('clear_faults') }),
  z.object({ do: z.literal('lie'), id: z.string(), lie: Lie }),
  /** Change a workflow behind everybody's back, as a person in the editor would. */
  z.object({ do: z.literal('set_active'), id: z.string(), active: z.boolean() }),
  z.object({ do: z.literal('delete'), id: z.string() }),
  z.object({ do: z.literal('seed'), count: z.number().int().min(1).max(10_000), prefix: z.string().default('Seeded') }),
  z.object({ do: z.literal('forget_sessions') }),
  z.object({ do: z.literal('reset') }),
])

/** `POST /__control` steers the fake from another process; `GET` tells what it saw. */
export function answerControl(context: FakeContext, method: string, body: unknown): Reply {
  const { calls, gauge, store } = context
  if (method === 'GET') {
    return {
      status: 200,
      body: { calls: calls.map(({ headers: _, ...call }) => call), gauge, workflows: store.workflows.size },
    }
  }
  const command = Command.safeParse(body)
  if (!command.success) return { status: 400, body: { message: z.prettifyError(command.error) } }
  return { status: 200, body: obey(context, command.data) }
}

function obey({ store, faults, calls, sessions }: FakeContext, command: z.infer<typeof Command>): { ids?: string[] } {
  if (command.do === 'fault') faults.add(command.fault)
  if (command.do === 'clear_faults') faults.clear()
  if (command.do === 'lie') store.lie(command.id, command.lie)
  if (command.do === 'delete') store.workflows.delete(command.id)
  if (command.do === 'forget_sessions') sessions.clear()
  if (command.do === 'set_active') {
    const workflow = store.workflows.get(command.id)
    if (workflow) store.setActive(workflow, command.active)
  }
  if (command.do === 'seed') return { ids: seed(store, command.count, command.prefix) }
  if (command.do === 'reset') {
    store.reset()
    faults.clear()
    calls.length = 0
  }
  return {}
}

/** Webhook workflows `<prefix> 1` … `<prefix> n`, switched off. */
export function seed(store: FakeContext['store'], count: number, prefix: string): string[] {
  return Array.from({ length: count }, (_, index) => {
    const parameters = { path: `${prefix}-${index + 1}`.toLowerCase().replaceAll(' ', '-'), httpMethod: 'POST' }
    const node = { id: 'webhook', name: 'Webhook', type: 'n8n-nodes-base.webhook', typeVersion: 2, parameters }
    return store.create({ name: `${prefix} ${index + 1}`, nodes: [node], connections: {}, settings: {} }).id
  })
}
