import { kindOf, unwrap, webhookWorkflow } from './contract'
import { type OpenFake, openFake } from './fake'

let fake: OpenFake
afterEach(() => fake.stop())

describe('what is logged', () => {
  test('one line per request with its ids, and nothing secret', async () => {
    fake = await openFake()
    const [id = ''] = fake.seed(1)
    const call = { workspaceId: 'w-1', campaignId: 'c-1', requestId: 'r-1' }
    await fake.engine.activate(id, call)
    const line = fake.lines.find(({ msg }) => msg === 'n8n_api_call')
    expect(line).toMatchObject({
      method: 'POST',
      endpoint: '/workflows/{id}/activate',
      status_code: 200,
      attempt: 1,
      engine_id: 'engine-1',
      workspace_id: 'w-1',
      campaign_id: 'c-1',
      request_id: 'r-1',
      duration_ms: expect.any(Number),
    })
    expect(fake.calls[0]?.headers['x-request-id']).toBe('r-1')
    await fake.engine.publicationStatus(id)
    await fake.engine.create(webhookWorkflow('x'))
    const text = JSON.stringify(fake.lines)
    for (const secret of [fake.apiKey, fake.owner.password, 'n8n-auth']) expect(text).not.toContain(secret)
  })

  test('a deprecation is mentioned once a day', async () => {
    let now = Date.now()
    fake = await openFake({ now: () => now })
    const [id = ''] = fake.seed(1)
    const mentions = () => fake.lines.filter(({ msg }) => msg === 'n8n_api_deprecated').length
    for (let i = 0; i < 3; i += 1) await fake.engine.activate(id)
    expect(mentions()).toBe(1)
    now += 24 * 60 * 60 * 1000
    await fake.engine.activate(id)
    expect(mentions()).toBe(2)
  })
})

describe('the owner session', () => {
  const logins = () => fake.requests(/rest\/login/).length

  test('one sign-in serves many reads at once', async () => {
    fake = await openFake()
    const ids = fake.seed(5)
    const states = await Promise.all(ids.map((id) => fake.engine.publicationStatus(id)))
    expect(states.map(kindOf)).toEqual(ids.map(() => 'ok'))
    expect(logins()).toBe(1)
  })

  test('a session that ended is renewed, but never more than once in five minutes', async () => {
    let now = Date.now()
    fake = await openFake({ now: () => now })
    const [id = ''] = fake.seed(1)
    await fake.engine.publicationStatus(id)
    fake.sessions.clear()
    expect(await fake.engine.publicationStatus(id)).toMatchObject({ ok: false, error: { kind: 'auth' } })
    expect(logins()).toBe(1)
    now += 5 * 60_000
    expect(kindOf(await fake.engine.publicationStatus(id))).toBe('ok')
    expect(logins()).toBe(2)
  })

  test('without an owner, and on engines without the service, it is unsupported', async () => {
    fake = await openFake({ owner: undefined })
    expect(unwrap(await fake.engine.publicationStatus('x')).state).toBe('unsupported')
    await fake.stop()
    fake = await openFake()
    const message = 'Workflow publication status is not available'
    fake.faults.add({ path: 'publication-status', what: { kind: 'status', status: 404, message } })
    expect(unwrap(await fake.engine.publicationStatus('x')).state).toBe('unsupported')
  })
})
