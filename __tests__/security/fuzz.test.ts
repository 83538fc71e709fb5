import fc from 'fast-check'
import { createOwnEngine, createUnlinkedCampaign, type Place, startWorld, type World } from '../helpers/personas'
import { type Fields, HTTP_METHODS, isMutation, listRoutes } from '../helpers/routes'
import { type Call, plantStack, type Reply, send, show } from './call'
import { MATRIX, type Row } from './matrix'
import { EDGES, nastyBody, nastyHeaders, nastyQuery, nastySegment } from './nasty'
import { openWitness, type Witness } from './witness'

/**
 * Whatever is sent to any route, by someone who may call it: a 4xx in the envelope or an honest 2xx, never a 5xx, and
 * after a 4xx not one row has changed. Seeds are random; fast-check prints the one that failed.
 */
const RUNS = Number(process.env.FUZZ_RUNS ?? 20)
let world: World
let witness: Witness
let place: Place
const tokens: Record<string, string | null> = {}
const fields = new Map<string, Fields>()
const known = (name: string): Fields => fields.get(name) ?? { body: [], query: [] }

beforeAll(async () => {
  world = await startWorld()
  witness = openWitness()
  plantStack(world)
  for (const route of await listRoutes()) fields.set(route.name, route.fields)
  // No campaign of this place is linked, so that a call that gets through starts nothing in any engine.
  const campaign = async () => ({ id: await createUnlinkedCampaign(world.still.workspace), workflowId: 'none' })
  place = { ...world.still, campaign }
  await createOwnEngine(place.workspace, world.engineUrl, world.engineKey)
  for (const persona of ['owner', 'super_admin'] as const) tokens[persona] = await world.signIn(persona, place)
}, 30_000)
afterAll(async () => {
  await witness.close()
  await world.close()
})

/** The stored answer of a keyed request and what a sync of ours writes later are no effect of the call looked at. */
const NOT_COMPARED = ['platform.idempotency_keys', 'platform.sync_logs', 'platform.outbox']

async function attack(name: string, row: Row, change: (call: Call) => Call): Promise<Reply> {
  const call = change({ method: name.split(' ')[0] ?? '', ...(await row.call(place, world)) })
  const persona = row.kind === 'admin' ? 'super_admin' : 'owner'
  const token = row.endsSession ? null : (tokens[persona] ?? null)
  const before = await witness.snapshot(place.workspace.id, NOT_COMPARED)
  const reply = await send(world, call, token)
  if (reply.status >= 500) throw new Error(`${show(reply)} for ${JSON.stringify(call).slice(0, 1_000)}`)
  if (reply.status >= 400) {
    const after = await witness.snapshot(place.workspace.id, NOT_COMPARED)
    const changed = Object.keys(after).filter((table) => after[table] !== before[table])
    if (changed.length > 0)
      throw new Error(`${show(reply)}, yet ${changed} changed: ${JSON.stringify(call).slice(0, 1_000)}`)
  }
  return reply
}
const trying = <T>(arbitrary: fc.Arbitrary<T>, attempt: (value: T) => Promise<unknown>, numRuns = RUNS) =>
  fc.assert(
    fc.asyncProperty(arbitrary, async (value) => void (await attempt(value))),
    { numRuns, endOnFailure: true },
  )

const rows = Object.entries(MATRIX)
const isMade = (name: string) => !name.endsWith('[...path]')

describe.each(rows)('%s', (name, row) => {
  const isBodied = isMutation(name.split(' ')[0] ?? '')

  if (isBodied && isMade(name))
    test('any body', async () => {
      const { body } = await row.call(place, world)
      const valid = typeof body === 'string' ? JSON.parse(body) : (body ?? {})
      await trying(
        nastyBody(valid, known(name).body),
        (text) => attack(name, row, (call) => ({ ...call, body: text })),
        RUNS * 2,
      )
    }, 60_000)

  if (isBodied && isMade(name))
    test('every field at its edges', async () => {
      for (const field of known(name).body)
        for (const value of EDGES)
          await attack(name, row, (call) => ({ ...call, body: { ...Object(call.body), [field]: value } }))
    }, 60_000)

  test(
    'any headers',
    () =>
      trying(nastyHeaders, (headers) =>
        attack(name, row, (call) => ({ ...call, headers: { ...call.headers, ...headers } })),
      ),
    60_000,
  )

  test(
    'any query',
    () =>
      trying(nastyQuery(known(name).query), (query) =>
        attack(name, row, (call) => ({ ...call, path: `${call.path}${query}` })),
      ),
    60_000,
  )

  if (name.includes('['))
    test(
      'any id',
      () =>
        trying(nastySegment, async (segment) => {
          const at = /\[[^\]]+\]/.exec(name.split(' ')[1] ?? '')
          const reply = await attack(name, row, (call) => {
            const parts = call.path.split('/')
            const index =
              name
                .split(' ')[1]
                ?.split('/')
                .indexOf(at?.[0] ?? '') ?? 0
            return { ...call, path: parts.toSpliced(index, 1, segment).join('/') }
          })
          expect([401, 404]).toContain(reply.status)
        }),
      60_000,
    )

  if (isBodied && isMade(name))
    test('a body of more than a megabyte is 413, one that is no JSON 400', async () => {
      const big = await attack(name, row, (call) => ({ ...call, body: `"${'x'.repeat(1_000_001)}"` }))
      const open = row.kind === 'webhook' || row.kind === 'cron'
      const unread = name.includes('/refresh') || name.includes('/sign-out') || name.includes('clerk')
      expect(show(big)).toBe(row.kind === 'cron' ? '401 UNAUTHORIZED' : '413 PAYLOAD_TOO_LARGE')
      const broken = await attack(name, row, (call) => ({ ...call, body: '{"broken"' }))
      if (!open && !unread) expect(show(broken)).toBe('400 INVALID_INPUT')
    })
})

test('a method that a route does not have is 405 with Allow, in the envelope', async () => {
  const onDisk = (await listRoutes()).filter(({ name }) => isMade(name))
  const calls = rows.filter(([name]) => isMade(name))
  for (const [name, row] of calls) {
    const path = name.split(' ')[1]
    const own = onDisk.filter((route) => route.path === path).map(({ method }) => method)
    for (const method of HTTP_METHODS.filter((one) => !own.includes(one))) {
      const { path: address, headers } = await row.call(place, world)
      const reply = await send(world, { method, path: address, ...(headers && { headers }) }, tokens.owner ?? null)
      expect([`${method} ${path}`, show(reply)]).toEqual([`${method} ${path}`, '405 METHOD_NOT_ALLOWED'])
      expect(
        reply.headers
          .get('allow')
          ?.split(', ')
          .filter((one) => one !== 'HEAD' && one !== 'OPTIONS'),
      ).toEqual(own.sort())
    }
  }
})

test('a preflight allows no other origin anything', async () => {
  for (const [name, row] of rows.filter(([one]) => isMade(one))) {
    const { path } = await row.call(place, world)
    const headers = { Origin: 'https://evil.example.com', 'Access-Control-Request-Method': name.split(' ')[0] ?? '' }
    const response = await fetch(`${world.state.web_url}${path}`, { method: 'OPTIONS', headers })
    expect([name, response.status]).toEqual([name, 204])
    expect([...response.headers.keys()].filter((key) => key.startsWith('access-control'))).toEqual([])
  }
})

test('HEAD answers as GET does, without a body, and changes nothing', async () => {
  for (const [name, row] of rows.filter(([one]) => one.startsWith('GET') && isMade(one) && !one.includes('stream'))) {
    const { path, headers = {} } = await row.call(place, world)
    const Cookie = `sovereign_session=${tokens[row.kind === 'admin' ? 'super_admin' : 'owner']}`
    const before = await witness.snapshot(place.workspace.id, NOT_COMPARED)
    const asked = (method: string) =>
      fetch(`${world.state.web_url}${path}`, { method, headers: { ...headers, Cookie } })
    const [head, get] = [await asked('HEAD'), await asked('GET')]
    expect([name, head.status, await head.text()]).toEqual([name, get.status, ''])
    expect(await witness.snapshot(place.workspace.id, NOT_COMPARED)).toEqual(before)
  }
})

describe('a page link that was tampered with', () => {
  const listed = async (query: string) =>
    send(
      world,
      { method: 'GET', path: `/api/campaigns?limit=1${query}`, headers: { 'X-Workspace-Id': place.workspace.id } },
      tokens.owner ?? null,
    )
  test.each(['1', 'Jan 1', '0000-01-01T00:00:00Z', '275760-09-13', '\u0000', "'", '', 'infinity', 'now'])(
    'to say %j is refused or finds nothing of others',
    async (value) => {
      await place.campaign()
      await place.campaign()
      const first = JSON.parse((await listed('')).text) as { meta: { next_cursor: string } }
      const [, id, print] = JSON.parse(Buffer.from(first.meta.next_cursor, 'base64url').toString()) as string[]
      const cursor = Buffer.from(JSON.stringify([value, id, print])).toString('base64url')
      const reply = await listed(`&cursor=${cursor}`)
      expect([200, 400]).toContain(reply.status)
    },
  )
})
