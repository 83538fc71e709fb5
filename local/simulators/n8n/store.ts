import { randomUUID } from 'node:crypto'
import { type FakeDefinition, type FakeNode, methodsOf, pathOf, triggersOf, withWebhookIds } from './nodes'

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

/** The state of one pretended n8n: workflows, what really runs, executions. */
export function createStore(options: { publicationDelayMs: number }) {
  const workflows = new Map<string, FakeWorkflow>()
  const lies = new Map<string, Lie>()
  const executions: FakeExecution[] = []
  const timers = createTimers()

  function setActive(workflow: FakeWorkflow, active: boolean): void {
    const lie = lies.get(workflow.id) ?? 'honest'
    workflow.active = active
    workflow.activeVersionId = active ? workflow.versionId : null
    if (active) workflow.triggerCount = triggersOf(workflow.nodes).length
    if (active && typeof lie === 'object') timers.later(lie.flipsBackAfterMs, () => Object.assign(workflow, OFF))
    if ((active && lie === 'active_but_dead') || (!active && lie === 'inactive_but_firing')) return
    timers.later(options.publicationDelayMs, () => {
      // Switched on again meanwhile, by an engine that lies about being on: still dead.
      if (workflow.active && lies.get(workflow.id) === 'active_but_dead') return
      workflow.live = workflow.active
      workflow.liveNodes = workflow.active ? workflow.nodes : []
    })
  }

  return {
    workflows,
    executions,
    create(definition: FakeDefinition): FakeWorkflow {
      const workflow = newWorkflow(definition)
      workflows.set(workflow.id, workflow)
      return workflow
    },
    update(workflow: FakeWorkflow, definition: FakeDefinition): void {
      Object.assign(workflow, withWebhookIds(definition), { versionId: randomUUID(), updatedAt: now() })
      workflow.versionCounter += 1
      if (workflow.active) setActive(workflow, true)
    },
    setActive,
    webhookFor(path: string): { workflow: FakeWorkflow; methods: string[] }[] {
      return [...workflows.values()].flatMap((workflow) => {
        const methods = workflow.liveNodes.filter((node) => pathOf(node) === path).flatMap(methodsOf)
        return methods.length > 0 ? [{ workflow, methods }] : []
      })
    },
    run: (workflow: FakeWorkflow) => executions.push(newExecution(workflow, executions.length + 1)),
    lie: (id: string, lie: Lie) => lies.set(id, lie),
    lieOf: (id: string): Lie => lies.get(id) ?? 'honest',
    reset(): void {
      timers.clear()
      workflows.clear()
      lies.clear()
      executions.length = 0
    },
  }
}

const OFF = { active: false, activeVersionId: null, live: false, liveNodes: [] }
const now = () => new Date().toISOString()

function createTimers() {
  const timers = new Set<NodeJS.Timeout>()
  return {
    later(ms: number, work: () => void): void {
      const timer = setTimeout(() => {
        timers.delete(timer)
        work()
      }, ms)
      timers.add(timer)
    },
    clear(): void {
      for (const timer of timers) clearTimeout(timer)
      timers.clear()
    },
  }
}

function newWorkflow(definition: FakeDefinition): FakeWorkflow {
  const at = now()
  return {
    id: randomUUID().replaceAll('-', '').slice(0, 16),
    ...OFF,
    isArchived: false,
    versionId: randomUUID(),
    versionCounter: 1,
    triggerCount: 0,
    createdAt: at,
    updatedAt: at,
    ...withWebhookIds(definition),
  }
}

/** A workflow with a Wait node runs until it is stopped; any other is done at once. */
function newExecution(workflow: FakeWorkflow, id: number): FakeExecution {
  const at = now()
  const waits = workflow.liveNodes.some(({ type }) => type === 'n8n-nodes-base.wait')
  const outcome = waits
    ? { status: 'running' as const, stoppedAt: null }
    : { status: 'success' as const, stoppedAt: at }
  return { id, workflowId: workflow.id, mode: 'webhook', startedAt: at, ...outcome }
}

export type FakeStore = ReturnType<typeof createStore>
