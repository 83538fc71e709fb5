import fc from 'fast-check'
import { sql } from 'kysely'
import type { Sql } from 'postgres'
import { asPlatform, asUser } from '@/lib/db/principals'
import type { Runtime } from '@/lib/runtime'
import { prepareQuietStores } from '../../helpers/quiet-database'
import { startTestRuntime } from '../../helpers/runtime'
import { createTestWorkspace, type TestWorkspace } from '../../helpers/workspace'
import {
  connectOwner,
  createCampaign,
  driftOf,
  hashOf,
  keyOf,
  readCampaignStats,
  readEvents,
  readStats,
  recordMail,
} from './mail'
import { firstOf, type Known, place, totalsOf } from './oracle'

jest.setTimeout(180_000)
let started: Runtime
let owner: Sql
beforeAll(async () => {
  const stores = await prepareQuietStores()
  started = startTestRuntime({}, stores)
  owner = connectOwner(stores)
}, 60_000)
afterAll(async () => {
  await owner.end()
  await started.close()
})

const NOWHERE = '00000000-0000-7000-8000-00000000dead'
const BYSTANDER = 3
/** Two hours before a midnight, and recent: sandbox mails go after 30 days, and a suite beside this one sees to that. */
const START = Math.floor(Date.now() / 86_400_000 - 3) * 86_400_000 + 22 * 3_600_000
const types = ['sent', 'opened', 'opened', 'clicked', 'replied', 'bounced', 'opted_out', 'delivered'] as const

/** Few people, mails and minutes, so that nearly everything collides with something. */
const event = fc.record({
  n: fc.nat(200),
  type: fc.constantFrom(...types),
  person: fc.nat(2),
  campaign: fc.nat(1),
  step: fc.integer({ min: 1, max: 2 }),
  minute: fc.nat(600),
  actor: fc.constantFrom('human', 'human', 'machine', 'unknown'),
  reply: fc.constantFrom('positive', 'question', 'out_of_office'),
  bounce: fc.constantFrom('hard', 'soft'),
  /** Says where it belongs, or only which message it is about. */
  isPlaced: fc.boolean(),
  isSandbox: fc.nat(9).map((one) => one === 0),
  /** Names a campaign that is nobody's. */
  isHomeless: fc.nat(9).map((one) => one === 0),
  /** Shares its key with others, whatever it says. */
  twin: fc.option(fc.nat(3), { freq: 6 }),
})
const operation = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('record' as const),
      events: fc.array(event, { minLength: 1, maxLength: 8 }),
      isLarge: fc.nat(2).map((one) => one === 0),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('reclassify' as const),
      picks: fc.array(fc.nat(), { minLength: 1, maxLength: 4 }),
      class: fc.constantFrom('human', 'machine', 'unknown'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('delete' as const),
      picks: fc.array(fc.nat(), { minLength: 1, maxLength: 4 }),
    }),
  },
)
type EventSketch = typeof event extends fc.Arbitrary<infer T> ? T : never

type World = {
  workspace: TestWorkspace
  campaigns: string[]
  known: Map<string, Known>
  everSent: Known[]
  everMet: Set<string>
}

const addressOf = ({ slug }: TestWorkspace, person: number): string => `person-${person}@${slug}.example.net`

/** Two of the three people stand in the first campaign, one of them in the second too; no event may add to them. */
async function enroll({ workspace, campaigns }: World): Promise<void> {
  const people = [0, 1].map((person) => ({ email: addressOf(workspace, person) }))
  await owner`insert into contacts (workspace_id, email, email_hash)
    select ${workspace.id}, email, decode(hash, 'hex')
    from unnest(${people.map(({ email }) => email)}::text[], ${people.map(({ email }) => hashOf(email))}::text[]) p(email, hash)`
  await owner`insert into enrollments (workspace_id, campaign_id, contact_id)
    select ${workspace.id}, k.id, c.id from unnest(${campaigns}::uuid[]) with ordinality k(id, n)
    join contacts c on c.workspace_id = ${workspace.id} and (k.n = 1 or c.email = ${people[0]?.email ?? ''})`
}

const draw = ({ workspace, campaigns }: World, sketch: EventSketch): Known => {
  const { type, person, step, isSandbox } = sketch
  const campaign = sketch.isHomeless ? NOWHERE : campaigns[sketch.campaign]
  const isPlaced = type === 'sent' || sketch.isPlaced || sketch.isHomeless
  const key = keyOf(JSON.stringify(sketch.twin ?? sketch))
  return {
    ...{ type, key, actor: sketch.actor, sandbox: isSandbox, at: new Date(START + sketch.minute * 60_000) },
    contact: addressOf(workspace, person),
    message: `${person}-${sketch.campaign}-${step}@mail.example.com`,
    ...(isPlaced && { campaign, step }),
    ...(type === 'replied' && { reply: sketch.reply }),
    ...(type === 'bounced' && { bounce: sketch.bounce }),
  }
}

const pick = ({ known }: World, picks: number[]): Known[] => {
  const all = [...known.values()]
  return all.length === 0 ? [] : [...new Set(picks.map((n) => all[n % all.length]).filter((one) => one !== undefined))]
}

const idsOf = async (world: World, chosen: Known[]): Promise<string[]> => {
  const keys = new Set(chosen.map(({ key }) => key))
  return (await readEvents(world.workspace.id))
    .filter((row) => keys.has(row.dedupe_key.toString('hex')))
    .map(({ id }) => id)
}

/** Many more that compete with nobody; about somebody who has nothing to do with the others. */
const crowd = (): EventSketch[] =>
  Array.from({ length: 120 }, (_, n) => ({
    ...{ n, type: 'sent', person: BYSTANDER, campaign: 0, step: 1, minute: n, actor: 'human', reply: 'question' },
    ...{ bounce: 'soft', isPlaced: true, isSandbox: false, isHomeless: false, twin: null },
  }))

async function record(world: World, sketches: EventSketch[]): Promise<void> {
  const batch = sketches.map((sketch) => draw(world, sketch))
  const isGood = ({ campaign }: Known) => campaign !== NOWHERE
  const fresh = batch.filter(
    (one, i) =>
      isGood(one) &&
      !world.known.has(one.key) &&
      batch.findIndex((other) => other.key === one.key && isGood(other)) === i,
  )
  const refused = batch.flatMap((one, i) => {
    const isEarlier = batch.slice(0, i).some((other) => other.key === one.key && isGood(other))
    return isGood(one) || world.known.has(one.key) || isEarlier ? [] : [{ i: i + 1, code: 'CAMPAIGN_NOT_FOUND' }]
  })
  const { accepted, duplicates, rejected } = await recordMail(world.workspace.id, batch)
  expect({ accepted, rejected }).toEqual({ accepted: fresh.length, rejected: refused })
  expect(new Set(duplicates).size).toBe(batch.length - fresh.length - refused.length)
  for (const one of fresh) {
    world.known.set(one.key, one)
    world.everMet.add(one.contact)
    if (one.type === 'sent') world.everSent.push(one)
  }
}

async function reclassify(world: World, picks: number[], actor: Known['actor']): Promise<void> {
  const chosen = pick(world, picks)
  const ids = await idsOf(world, chosen)
  if (ids.length === 0) return
  await asUser({ userId: world.workspace.users.admin })((trx) =>
    sql`select private.reclassify_events(${world.workspace.id}::uuid, ${ids}::uuid[], ${actor}, 'test', '{}')`.execute(
      trx,
    ),
  )
  for (const one of chosen) world.known.set(one.key, { ...one, actor })
}

/** As an erasure does: gone, and what remains of those people is judged anew. */
async function remove(world: World, picks: number[]): Promise<void> {
  const chosen = pick(world, picks)
  const ids = await idsOf(world, chosen)
  if (ids.length === 0) return
  const { id } = world.workspace
  const contacts = await asPlatform('test erasure')(async (trx) => {
    const gone = await trx
      .deleteFrom('email_events')
      .where('workspace_id', '=', id)
      .where('id', 'in', ids)
      .returning('contact_id')
      .execute()
    return gone.map(({ contact_id }) => contact_id)
  })
  expect(await driftOf(id)).toEqual([])
  await owner`select private.settle_first(${id}, ${contacts.filter((one) => one !== null)})`
  for (const { key } of chosen) world.known.delete(key)
}

async function compare(world: World): Promise<void> {
  expect(await driftOf(world.workspace.id)).toEqual([])
  const people = await owner`select email from contacts c where workspace_id = ${world.workspace.id}
    and not exists (select from enrollments o where o.workspace_id = c.workspace_id and o.contact_id = c.id)`
  for (const { email } of people) expect(world.everMet).toContain(email)
  const placed = place([...world.known.values()], world.everSent)
  const first = firstOf(placed)
  const rows = await readEvents(world.workspace.id)
  expect(
    rows
      .filter((row) => row.is_first)
      .map((row) => row.dedupe_key.toString('hex'))
      .sort(),
  ).toEqual([...first].sort())
  for (const read of [readStats, readCampaignStats])
    expect(await countersOf(world, read)).toEqual(totalsOf(placed, first))
}

const COUNTERS = [
  ...(['sends', 'opens', 'opens_total', 'opens_machine', 'clicks', 'clicks_total'] as const),
  ...(['replies', 'replies_positive', 'opt_outs', 'bounces_hard'] as const),
] as const

type Reader = typeof readStats | typeof readCampaignStats
async function countersOf({ workspace, campaigns }: World, read: Reader): Promise<Record<string, number>> {
  const totals: Record<string, number> = {}
  for (const row of await read(workspace.id))
    for (const counter of COUNTERS) {
      const name = `${row.day} ${campaigns.includes(row.campaign_id) ? row.campaign_id : 'none'} ${counter}`
      if (row[counter] > 0) totals[name] = (totals[name] ?? 0) + row[counter]
    }
  return totals
}

test('whatever is recorded, reclassified and deleted in whatever order: rollup = recount, and the first is the first', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(operation, { minLength: 1, maxLength: 10 }), async (operations) => {
      const workspace = await createTestWorkspace()
      const campaigns = [await createCampaign(workspace), await createCampaign(workspace)]
      const world: World = { workspace, campaigns, known: new Map(), everSent: [], everMet: new Set() }
      for (const one of operations) {
        if (one.do === 'record') await record(world, one.isLarge ? [...one.events, ...crowd()] : one.events)
        else if (one.do === 'reclassify') await reclassify(world, one.picks, one.class)
        else await remove(world, one.picks)
      }
      await compare(world)
    }),
    { numRuns: Number(process.env.FC_RUNS ?? 60), seed: Number(process.env.FC_SEED ?? Date.now() % 2 ** 31) },
  )
})

test('the order of arrival does not matter: one after another, all at once, backwards', async () => {
  await fc.assert(
    fc.asyncProperty(
      // Of twins the first to come is the one that counts: their order does matter.
      fc.uniqueArray(
        event.map((one) => ({ ...one, twin: null })),
        { minLength: 2, maxLength: 12, selector: (one) => JSON.stringify(one) },
      ),
      async (sketches) => {
        const outcomes: unknown[] = []
        for (const arrive of [oneByOne, allAtOnce, backwards]) {
          const workspace = await createTestWorkspace()
          const campaigns = [await createCampaign(workspace), await createCampaign(workspace)]
          const world: World = { workspace, campaigns, known: new Map(), everSent: [], everMet: new Set() }
          await enroll(world)
          await arrive(world, sketches)
          await compare(world)
          outcomes.push(await statesOf(world))
        }
        expect(outcomes[0]).toMatchObject({ enrollments: { length: 3 } })
        expect(outcomes[1]).toEqual(outcomes[0])
        expect(outcomes[2]).toEqual(outcomes[0])
      },
    ),
    { numRuns: Number(process.env.FC_RUNS ?? 60) / 2, seed: Number(process.env.FC_SEED ?? Date.now() % 2 ** 31) },
  )
})

const allAtOnce = (world: World, sketches: EventSketch[]) => record(world, sketches)
const oneByOne = async (world: World, sketches: EventSketch[]) => {
  for (const sketch of sketches) await record(world, [sketch])
}
const backwards = (world: World, sketches: EventSketch[]) => oneByOne(world, [...sketches].reverse())

/** What the events did to people, without ids and times of recording. */
const statesOf = ({ workspace, campaigns }: World) =>
  asPlatform('test witness')(async (trx) => {
    const { id, slug } = workspace
    const contacts = await trx
      .selectFrom('contacts')
      .select(['email', 'status'])
      .where('workspace_id', '=', id)
      .orderBy('email')
      .execute()
    const { rows } = await sql<{ email: string; campaign: string; status: string; step: number }>`
      select c.email, o.campaign_id as campaign, o.status, o.current_step as step from enrollments o
      join contacts c on c.workspace_id = o.workspace_id and c.id = o.contact_id where o.workspace_id = ${id}::uuid`.execute(
      trx,
    )
    const { rows: suppressed } = await sql`select c.email, s.reason from suppressions s
      join contacts c on c.workspace_id = s.workspace_id and c.email_hash = s.address_hash where s.workspace_id = ${id}::uuid
      order by 1`.execute(trx)
    const enrollments = rows
      .map((row) => `${row.email} ${campaigns.indexOf(row.campaign)} ${row.status} ${row.step}`)
      .sort()
    return JSON.parse(JSON.stringify({ contacts, enrollments, suppressed }).replaceAll(slug, ''))
  })
