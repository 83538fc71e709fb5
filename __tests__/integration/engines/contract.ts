import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { EngineResult, ProbeState, PublicationState, WorkflowDefinition, WorkflowEngine } from '@/lib/engines/port'
import { webhooksOf } from '@/lib/engines/webhooks'

/**
 * Where the suite runs: the engine under test, the address to call its webhooks at, and the n8n it claims to be.
 * 1.x has no publication status, cannot stop executions and does not look at credentials when it activates.
 */
export type Subject = { engine: WorkflowEngine; url: string; generation: 1 | 2; stop(): Promise<void> }

export const unwrap = <T>(result: EngineResult<T>): T => {
  if (!result.ok) throw new Error(`${result.error.kind} ${result.error.status ?? ''}: ${result.error.message}`)
  return result.data
}

/** What went wrong, or `ok`. */
export const kindOf = (result: EngineResult<unknown>): string => (result.ok ? 'ok' : result.error.kind)

export const uniqueName = (): string => `contract ${randomUUID()}`

type Node = WorkflowDefinition['nodes'][number]

export function webhookWorkflow(name: string, path = name.replaceAll(' ', '-'), more: Node[] = []): WorkflowDefinition {
  const parameters = { path, httpMethod: 'POST' }
  const webhook = node('Webhook', 'webhook', 2, parameters, { webhookId: randomUUID() })
  const [next] = more
  const connections = next ? { Webhook: { main: [[{ node: next.name, type: 'main', index: 0 }]] } } : {}
  return { name, nodes: [webhook, ...more], connections, settings: { executionOrder: 'v1' } }
}

export const node = (name: string, type: string, typeVersion: number, parameters: object, more: object = {}): Node => ({
  id: randomUUID(),
  name,
  type: `n8n-nodes-base.${type}`,
  typeVersion,
  position: [0, 0],
  parameters: { ...parameters },
  ...more,
})

/** Asks until the answer is the wanted one: n8n switches triggers a moment after it answers. */
export async function eventually<T>(wanted: T, ask: () => Promise<T>, withinMs = 3_000): Promise<T> {
  for (const until = Date.now() + withinMs; ; await sleep(50)) {
    const answer = await ask()
    if (answer === wanted || Date.now() > until) return answer
  }
}

/** The same promises for every n8n the adapter may meet: a real one, any version, and the fake. */
export function describeEngineContract(open: () => Promise<Subject>): void {
  let subject: Subject
  const made: string[] = []
  const engine = () => subject.engine
  const isOld = () => subject.generation === 1

  beforeAll(async () => {
    subject = await open()
  }, 30_000)

  afterAll(async () => {
    for (const id of made) await engine().remove(id)
    await subject?.stop()
  }, 60_000)

  async function create(definition: WorkflowDefinition) {
    const workflow = unwrap(await engine().create(definition))
    made.push(workflow.id)
    return workflow
  }

  const probe = async (path: string, method = 'POST'): Promise<ProbeState> =>
    unwrap(await engine().probe({ path, method })).state

  const call = (path: string) => fetch(`${subject.url}/webhook/${path}`, { method: 'POST' })

  const publication = async (id: string): Promise<PublicationState> =>
    unwrap(await engine().publicationStatus(id)).state

  test('a created workflow is stored inactive and found by id and in the list', async () => {
    const name = uniqueName()
    const created = await create(webhookWorkflow(name))
    expect(created).toMatchObject({ name, active: false, archived: false })
    expect(unwrap(await engine().get(created.id))).toEqual(created)
    const listed = unwrap(await engine().list()).filter(({ id }) => id === created.id)
    expect(listed).toHaveLength(1)
    expect(listed[0]).toMatchObject({ name, active: false })
  })

  test('creating the same name again finds the first', async () => {
    const name = uniqueName()
    const first = await create(webhookWorkflow(name))
    expect(unwrap(await engine().create(webhookWorkflow(name))).id).toBe(first.id)
  })

  test('activating brings the webhook up and deactivating takes it down, both repeatable', async () => {
    const { id, ...created } = await create(webhookWorkflow(uniqueName()))
    const [target] = webhooksOf({ id, ...created })
    const path = target?.path ?? ''
    expect(await probe(path)).toBe('not_registered')
    for (let i = 0; i < 2; i += 1) expect(unwrap(await engine().activate(id))).toMatchObject({ id, active: true })
    expect(await eventually('live', () => probe(path))).toBe('live')
    expect(await probe(path, 'GET')).toBe('not_registered')
    expect(unwrap(await engine().executions({ workflowId: id, includeRunning: true })).executions).toEqual([])
    expect((await call(path)).status).toBe(200)
    for (let i = 0; i < 2; i += 1) expect(unwrap(await engine().deactivate(id))).toMatchObject({ id, active: false })
    expect(await eventually('not_registered', () => probe(path))).toBe('not_registered')
    expect((await call(path)).status).toBe(404)
  })

  test('a live webhook starts a run, one that is down is refused', async () => {
    const { id, ...created } = await create(webhookWorkflow(uniqueName()))
    const target = webhooksOf({ id, ...created })[0] ?? { path: '', method: '' }
    expect(await engine().trigger(target, {})).toMatchObject({ ok: false, error: { kind: 'refused', status: 404 } })
    await engine().activate(id)
    await eventually('live', () => probe(target.path))
    expect(unwrap(await engine().trigger(target, { hello: 'there' })).status).toBe(200)
    const runs = async () => unwrap(await engine().executions({ workflowId: id })).executions.length
    expect(await eventually(1, runs)).toBe(1)
  })

  test('the publication status follows the switch', async () => {
    const { id } = await create(webhookWorkflow(uniqueName()))
    expect(await publication(id)).toBe(isOld() ? 'unsupported' : 'not_published')
    if (isOld()) return
    await engine().activate(id)
    expect(await eventually('published', () => publication(id))).toBe('published')
    await engine().deactivate(id)
    expect(await eventually('not_published', () => publication(id))).toBe('not_published')
  })

  test('a toggle is seen by the next list although lists are kept', async () => {
    const { id } = await create(webhookWorkflow(uniqueName()))
    await engine().list()
    await engine().activate(id)
    expect(unwrap(await engine().list()).find((workflow) => workflow.id === id)?.active).toBe(true)
  })

  test('an update of an active workflow moves its webhook', async () => {
    const name = uniqueName()
    const { id } = await create(webhookWorkflow(name))
    await engine().activate(id)
    const updated = unwrap(await engine().update(id, webhookWorkflow(`${name} renamed`)))
    expect(updated).toMatchObject({ id, name: `${name} renamed`, active: true })
    const path = webhooksOf(updated)[0]?.path ?? ''
    expect(await eventually('live', () => probe(path))).toBe('live')
  })

  test('an active workflow is removed, and removing it again is done already', async () => {
    const { id } = await create(webhookWorkflow(uniqueName()))
    await engine().activate(id)
    expect(unwrap(await engine().remove(id))).toEqual({ id })
    expect(kindOf(await engine().get(id))).toBe('not_found')
    expect(unwrap(await engine().remove(id))).toEqual({ id })
  })

  test('a missing workflow is not found, whatever is asked of it', async () => {
    const missing = 'doesnotexist0000'
    expect(kindOf(await engine().get(missing))).toBe('not_found')
    expect(kindOf(await engine().activate(missing))).toBe('not_found')
    expect(kindOf(await engine().deactivate(missing))).toBe('not_found')
    expect(kindOf(await engine().update(missing, webhookWorkflow(uniqueName())))).toBe('not_found')
    expect(kindOf(await engine().publicationStatus(missing))).toBe(isOld() ? 'ok' : 'not_found')
    expect(kindOf(await engine().stop('999999999'))).toBe(isOld() ? 'refused' : 'not_found')
  })

  test('a workflow without a trigger is invalid', async () => {
    const { id } = await create({ name: uniqueName(), nodes: [], connections: {}, settings: {} })
    const refused = await engine().activate(id)
    expect(refused).toMatchObject({ ok: false, error: { kind: 'invalid', status: 400 } })
    expect(unwrap(await engine().get(id)).active).toBe(false)
  })

  test('a missing credential is invalid and names the node', async () => {
    const postgres = node('Pg', 'postgres', 2.6, { operation: 'executeQuery', query: 'select 1' })
    const { id } = await create(webhookWorkflow(uniqueName(), undefined, [postgres]))
    const refused = await engine().activate(id)
    if (isOld()) return expect(kindOf(refused)).toBe('ok')
    const issues = [{ node: 'Pg', reasons: ['Missing required credential: postgres'] }]
    expect(refused).toMatchObject({ ok: false, error: { kind: 'invalid', details: { issues } } })
  })

  test('a webhook path that another active workflow holds is a conflict', async () => {
    const path = uniqueName().replaceAll(' ', '-')
    const first = await create(webhookWorkflow(uniqueName(), path))
    const second = await create(webhookWorkflow(uniqueName(), path))
    await engine().activate(first.id)
    expect(await eventually('live', () => probe(path))).toBe('live')
    expect(kindOf(await engine().activate(second.id))).toBe('conflict')
  })

  test('executions come newest first, stop at the known one, and running ones can be stopped', async () => {
    const wait = node('Wait', 'wait', 1.1, { amount: 60, unit: 'seconds' })
    const quick = await create(webhookWorkflow(uniqueName()))
    const slow = await create(webhookWorkflow(uniqueName(), undefined, [wait]))
    for (const workflow of [quick, slow]) {
      await engine().activate(workflow.id)
      const path = webhooksOf(workflow)[0]?.path ?? ''
      await eventually('live', () => probe(path))
      for (let i = 0; i < (workflow === quick ? 3 : 1); i += 1) await call(path)
    }
    const query = { workflowId: quick.id }
    const count = async () => unwrap(await engine().executions(query)).executions.length
    expect(await eventually(3, count)).toBe(3)
    const { executions } = unwrap(await engine().executions(query))
    const ids = executions.map(({ id }) => Number(id))
    expect(ids).toEqual([...ids].sort((a, b) => b - a))
    expect(executions[0]).toMatchObject({ workflowId: quick.id, status: 'success', mode: 'webhook' })
    const newer = unwrap(await engine().executions({ ...query, untilId: String(ids[1]) }))
    expect(newer).toMatchObject({ executions: [{ id: String(ids[0]) }], nextCursor: null })
    const first = unwrap(await engine().executions({ ...query, limit: 2 }))
    expect(first.executions).toHaveLength(2)
    const rest = unwrap(await engine().executions({ ...query, limit: 2, cursor: first.nextCursor ?? '' }))
    expect(rest.executions.map(({ id }) => Number(id))).toEqual([ids[2]])

    const running = unwrap(await engine().executions({ workflowId: slow.id, includeRunning: true })).executions
    expect(running).toMatchObject([{ status: 'running', stoppedAt: null }])
    const id = running[0]?.id ?? ''
    if (isOld()) return expect(kindOf(await engine().stop(id))).toBe('refused')
    expect(unwrap(await engine().stop(id))).toEqual({ id })
    expect(kindOf(await engine().stop(id))).toBe('conflict')
  })

  test('twenty changes of one workflow end where the last one pointed', async () => {
    const { id, ...created } = await create(webhookWorkflow(uniqueName()))
    const path = webhooksOf({ id, ...created })[0]?.path ?? ''
    const turns = Array.from({ length: 20 }, (_, i) =>
      engine()[i % 2 ? 'deactivate' : 'activate'](id, { budgetMs: 20_000 }),
    )
    const answers = await Promise.all(turns)
    expect(answers.map((answer) => unwrap(answer).active)).toEqual(turns.map((_, i) => i % 2 === 0))
    expect(unwrap(await engine().get(id)).active).toBe(false)
    expect(await eventually('not_registered', () => probe(path))).toBe('not_registered')
  }, 30_000)

  test('it is healthy, and addresses outside its webhooks are not probed', async () => {
    expect(kindOf(await engine().health())).toBe('ok')
    expect(kindOf(await engine().probe({ path: 'http://169.254.169.254/webhook/x', method: 'POST' }))).toBe('invalid')
    expect(kindOf(await engine().probe({ path: '../rest/settings', method: 'POST' }))).toBe('invalid')
  })
}
