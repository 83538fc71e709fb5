import { randomUUID } from 'node:crypto'
import { PERSONAS, type Persona, startWorld, type World } from '../helpers/personas'
import { isMutation, listRoutes } from '../helpers/routes'
import { ABSENT, type Call, plantStack, type Reply, send, show } from './call'
import { MATRIX, type Row } from './matrix'
import { openWitness, type Witness } from './witness'

const COLUMNS = [...PERSONAS, 'frozen'] as const
type Column = (typeof COLUMNS)[number]
const rows = Object.entries(MATRIX)
const methodOf = (name: string): string => name.split(' ')[0] ?? ''

let world: World
let witness: Witness
const sessions = new Map<string, string | null>()
const denials = new Map<string, Set<string>>()

beforeAll(async () => {
  world = await startWorld()
  witness = openWitness()
  plantStack(world)
  for (const persona of COLUMNS)
    for (const place of ['live', 'still'] as const)
      sessions.set(`${persona} ${place}`, await world.signIn(persona, world[place]))
}, 30_000)
afterAll(async () => {
  await witness.close()
  await world.close()
})

test('every route on disk has a row, every row has a route, and every route went through a wrapper of its kind', async () => {
  const onDisk = await listRoutes()
  expect(onDisk.map(({ name }) => name)).toEqual(Object.keys(MATRIX).sort((a, b) => a.localeCompare(b)))
  const kinds = Object.fromEntries(onDisk.map(({ name, kind }) => [name, kind]))
  expect(kinds).toEqual(Object.fromEntries(rows.map(([name, { kind }]) => [name, kind])))
})

/** Denials are asked in a place where nothing moves by itself, so that any write at all is the request's own. */
async function knock(name: string, row: Row, column: Column): Promise<{ reply: Reply; wrote: string[] }> {
  const isDenied = /^40[134]/.test(row.expect[column])
  const place = isDenied ? 'still' : 'live'
  const where = column === 'frozen' ? (isDenied ? 'frozenStill' : 'frozen') : place
  const call: Call = { method: methodOf(name), ...(await row.call(world[where], world)) }
  const kept = sessions.get(`${column} ${place}`) ?? null
  const token = row.endsSession ? await world.signIn(column, world[place]) : kept
  const before = isDenied ? await witness.snapshot(world[where].workspace.id) : {}
  const reply = await send(world, call, token)
  const after = isDenied ? await witness.snapshot(world[where].workspace.id) : {}
  return { reply, wrote: Object.keys(after).filter((table) => after[table] !== before[table]) }
}

describe.each(rows)('%s', (name, row) => {
  test.each(COLUMNS)('as %s', async (column) => {
    const { reply, wrote } = await knock(name, row, column)
    expect(row.expect[column].split(' | ')).toContain(show(reply))
    expect(wrote).toEqual([])
    if (reply.status < 400) return
    const body = reply.text.replace(/"request_id":"[^"]+"/, '"request_id":""')
    denials.set(show(reply), (denials.get(show(reply)) ?? new Set()).add(body))
  })
  for (const [proof, { call, expect: outcome }] of Object.entries(row.proofs ?? {})) {
    test(`with ${proof}`, async () => {
      const reply = await send(world, { method: methodOf(name), ...(await call(world.live, world)) })
      expect(show(reply)).toBe(outcome)
    })
  }
})

test('a refusal is one body wherever it comes from', () => {
  expect([...denials.keys()].sort()).toEqual([
    '401 UNAUTHORIZED',
    '401 WEBHOOK_SIGNATURE_INVALID',
    '403 FORBIDDEN',
    '403 WORKSPACE_FROZEN',
    '404 NOT_FOUND',
    '404 WORKSPACE_NOT_FOUND',
  ])
  for (const bodies of denials.values()) expect([...bodies]).toHaveLength(1)
})

const withId = rows.filter(([name, { kind }]) => name.includes('[id]') && kind === 'route')
describe.each(withId)("%s, an id that is not this tenant's", (name, row) => {
  const asking = async (id: string, workspaceId = world.live.workspace.id) => {
    const call = await row.call(world.live, world)
    const path = call.path.replace(/[0-9a-f-]{36}/, id)
    const headers = { ...call.headers, 'X-Workspace-Id': workspaceId }
    return send(world, { ...call, method: methodOf(name), path, headers }, sessions.get('owner live'))
  }

  test('looks like one that never existed: same status, code and length', async () => {
    const foreign = await world.still.campaign()
    const before = await witness.snapshot(world.still.workspace.id)
    const answers = [await asking(foreign.id), await asking(randomUUID()), await asking(foreign.id.toUpperCase())]
    expect(answers.map(show)).toEqual(Array(3).fill('404 CAMPAIGN_NOT_FOUND'))
    expect(new Set(answers.map(({ status, code, text }) => `${status} ${code} ${text.length}`)).size).toBe(1)
    expect(await witness.snapshot(world.still.workspace.id)).toEqual(before)
  })

  test.each([
    ['zero', '0'],
    ['null', 'null'],
    ['a NUL byte', '%00'],
    ['a path', '..%2f..'],
    ['SQL', "1'or'1'='1"],
    ['2,000 characters', 'a'.repeat(2_000)],
    ['almost an id', '00000000-0000-0000-0000-00000000000g'],
  ])('malformed as %s looks missing', async (_, id) => expect(show(await asking(id))).toBe('404 CAMPAIGN_NOT_FOUND'))

  test('in a workspace that never existed looks like in another tenant’s', async () => {
    const { id } = await world.still.campaign()
    const answers = [
      await asking(id, world.still.workspace.id),
      await asking(id, randomUUID()),
      await asking(id, 'nope'),
    ]
    expect(answers.map(show)).toEqual(Array(3).fill('404 WORKSPACE_NOT_FOUND'))
    expect(new Set(answers.map(({ text }) => text.length)).size).toBe(1)
  })
})

describe('a frozen workspace', () => {
  const asOwner = async (path: string, body: unknown) => {
    const { id } = await world.frozen.campaign()
    const headers = { 'X-Workspace-Id': world.frozen.workspace.id }
    const method = 'POST'
    return send(world, { method, path: `/api/campaigns/${id}${path}`, headers, body }, sessions.get('frozen live'))
  }
  test.each(['pause', 'deactivate'])('still lets its owner %s', async (action) =>
    expect(show(await asOwner('/toggle', { action }))).toBe('200'),
  )
  test.each(['activate', 'resume'])('does not let its owner %s', async (action) =>
    expect(show(await asOwner('/toggle', { action }))).toBe('403 WORKSPACE_FROZEN'),
  )
})

const mutations = rows.filter(([name, { kind }]) => isMutation(methodOf(name)) && kind !== 'webhook' && kind !== 'cron')
const isForCookies = ([name, { kind }]: [string, Row]) => kind !== 'public' || name.includes('/auth/')

describe.each(mutations.filter(isForCookies))('%s started by another site with a good cookie', (name, row) => {
  const json = 'application/json'
  test.each<[string, Record<string, string>, string]>([
    ['a foreign Origin', { Origin: 'https://evil.example.com' }, '403 ORIGIN_MISMATCH'],
    ['Origin null', { Origin: 'null' }, '403 ORIGIN_MISMATCH'],
    ['an empty Origin', { Origin: '' }, '403 ORIGIN_MISMATCH'],
    ['no Origin', { Origin: ABSENT }, '403 ORIGIN_MISMATCH'],
    ['no Origin, from a sibling site', { Origin: ABSENT, 'Sec-Fetch-Site': 'same-site' }, '403 ORIGIN_MISMATCH'],
    ['a look-alike Origin', { Origin: 'http://127.0.0.1.evil.example.com' }, '403 ORIGIN_MISMATCH'],
    [
      'a foreign Origin and a forged referer',
      { Origin: 'https://evil.example.com', Referer: '/' },
      '403 ORIGIN_MISMATCH',
    ],
    ['text/plain', { 'Content-Type': 'text/plain' }, '415 UNSUPPORTED_MEDIA_TYPE'],
    ['a form', { 'Content-Type': 'application/x-www-form-urlencoded' }, '415 UNSUPPORTED_MEDIA_TYPE'],
    ['a look-alike type', { 'Content-Type': `${json}x` }, '415 UNSUPPORTED_MEDIA_TYPE'],
  ])('with %s is refused and writes nothing', async (_, headers, expected) => {
    const call = await row.call(world.still, world)
    const persona: Persona = row.kind === 'admin' ? 'super_admin' : 'owner'
    const before = await witness.snapshot(world.still.workspace.id)
    const method = methodOf(name)
    const token = sessions.get(`${persona} still`) ?? null
    const reply = await send(world, { ...call, method, headers: { ...call.headers, ...headers } }, token)
    expect(show(reply)).toBe(expected)
    expect(reply.headers.get('set-cookie')).toBeNull()
    expect(await witness.snapshot(world.still.workspace.id)).toEqual(before)
  })
})

describe('older addresses are the same doors', () => {
  const isPlain = ([name, row]: [string, Row]) => row.kind !== 'public' && !name.includes('/webhooks/')
  test.each(rows.filter(isPlain))('%s under /api/v1', async (name, row) => {
    for (const column of ['anonymous', 'viewer', 'stranger'] as const) {
      const isDenied = /^40[134]/.test(row.expect[column])
      const call = await row.call(world[isDenied ? 'still' : 'live'], world)
      const path = call.path.replace('/api/', '/api/v1/')
      const token = sessions.get(`${column} ${isDenied ? 'still' : 'live'}`) ?? null
      const reply = await send(world, { ...call, method: methodOf(name), path }, token)
      expect([column, row.expect[column].split(' | ').includes(show(reply))]).toEqual([column, true])
    }
  })
})
