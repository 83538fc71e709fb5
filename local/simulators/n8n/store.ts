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

export type FakeWorkflow = FakeDefinition & {
  id: string
  active: boolean
  isArchived: boolean
  versionId: string
  activeVersionId: string | null
  versionCounter: number
  triggerCount: number
  createdAt: string
  updatedAt: string
  /** What really runs: follows `active` after the publication delay, unless a lie says otherwise. */
  live: boolean
  liveNodes: FakeNode[]
}

export type FakeExecution = {
  id: number
  workflowId: string
  status: 'success' | 'running' | 'canceled' | 'error'
  mode: string
  startedAt: string
  stoppedAt: string | null
}

/** How an engine may lie about one workflow; lasts until the next lie or `honest`. */
export type Lie = 'honest' | 'active_but_dead' | 'inactive_but_firing' | { flipsBackAfterMs: number }

const TRIGGERS = /(webhook|trigger|emailReadImap)$/i

/** The state of one pretended n8n: workflows, what really runs, executions. */
export function createStore(options: { publicationDelayMs: number }) {
  const workflows = new Map<string, FakeWorkflow>()
  const lies = new Map<string, Lie>()
  const executions: FakeExecution[] = []
  const timers = new Set<NodeJS.Timeout>()

  function later(ms: number, work: () => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer)
      work()
    }, ms)
    timers.add(timer)
  }

  function create(definition: FakeDefinition): FakeWorkflow {
    const at = new Date().toISOString()
    const workflow: FakeWorkflow = {
      id: randomUUID().replaceAll('-', '').slice(0, 16),
      active: false,
      isArchived: false,
      versionId: randomUUID(),
      activeVersionId: null,
      versionCounter: 1,
      triggerCount: 0,
      createdAt: at,
      updatedAt: at,
      ...withWebhookIds(definition),
      live: false,
      liveNodes: [],
    }
    workflows.set(workflow.id, workflow)
    return workflow
  }

  function update(workflow: FakeWorkflow, definition: FakeDefinition): void {
    Object.assign(workflow, withWebhookIds(definition), {
      versionId: randomUUID(),
      updatedAt: new Date().toISOString(),
    })
    workflow.versionCounter += 1
    if (workflow.active) setActive(workflow, true)
  }

  function setActive(workflow: FakeWorkflow, active: boolean): void {
    const lie = lies.get(workflow.id) ?? 'honest'
    workflow.active = active
    workflow.activeVersionId = active ? workflow.versionId : null
    if (active) workflow.triggerCount = triggersOf(workflow.nodes).length
    if (active && typeof lie === 'object') later(lie.flipsBackAfterMs, () => deactivateQuietly(workflow))
    if ((active && lie === 'active_but_dead') || (!active && lie === 'inactive_but_firing')) return
    later(options.publicationDelayMs, () => {
      workflow.live = workflow.active
      workflow.liveNodes = workflow.active ? workflow.nodes : []
    })
  }

  function deactivateQuietly(workflow: FakeWorkflow): void {
    Object.assign(workflow, { active: false, activeVersionId: null, live: false, liveNodes: [] })
  }

  function webhookFor(path: string): { workflow: FakeWorkflow; methods: string[] }[] {
    return [...workflows.values()].flatMap((workflow) => {
      const methods = workflow.liveNodes.filter((node) => pathOf(node) === path).flatMap(methodsOf)
      return methods.length > 0 ? [{ workflow, methods }] : []
    })
  }

  function run(workflow: FakeWorkflow): FakeExecution {
    const at = new Date().toISOString()
    const waits = workflow.liveNodes.some(({ type }) => type === 'n8n-nodes-base.wait')
    const execution: FakeExecution = {
      id: executions.length + 1,
      workflowId: workflow.id,
      status: waits ? 'running' : 'success',
      mode: 'webhook',
      startedAt: at,
      stoppedAt: waits ? null : at,
    }
    executions.push(execution)
    return execution
  }

  return {
    workflows,
    executions,
    create,
    update,
    setActive,
    webhookFor,
    run,
    lie: (id: string, lie: Lie) => lies.set(id, lie),
    lieOf: (id: string): Lie => lies.get(id) ?? 'honest',
    reset(): void {
      for (const timer of timers) clearTimeout(timer)
      timers.clear()
      workflows.clear()
      lies.clear()
      executions.length = 0
    },
  }
}

export type FakeStore = ReturnType<typeof createStore>

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
function withWebhookIds({ name, nodes, connections, settings }: FakeDefinition): FakeDefinition {
  const named = nodes.map((node) => (isWebhook(node) ? { webhookId: randomUUID(), ...node } : node))
  return { name, nodes: named, connections, settings }
}
