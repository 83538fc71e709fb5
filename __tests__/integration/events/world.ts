import fc from 'fast-check'
import type { Sql } from 'postgres'
import type { Runtime } from '@/lib/runtime'
import { prepareQuietStores } from '../../helpers/quiet-database'
import { startTestRuntime } from '../../helpers/runtime'
import { createTestWorkspace, type TestWorkspace } from '../../helpers/workspace'
import {
  connectOwner,
  createCampaign,
  driftOf,
  keyOf,
  readCampaignStats,
  readEvents,
  readStats,
  recordMail,
} from './mail'
import { firstOf, type Known, place, totalsOf } from './oracle'

/** Worlds of random mail: what they were told stands beside what the database made of it. */

const NOWHERE = '00000000-0000-7000-8000-00000000dead'
export const BYSTANDER = 3
/** Two hours before a midnight, and recent: sandbox mails go after 30 days, and a suite beside this one sees to that. */
const START = Math.floor(Date.now() / 86_400_000 - 3) * 86_400_000 + 22 * 3_600_000
const types = ['sent', 'opened', 'opened', 'clicked', 'replied', 'bounced', 'opted_out', 'delivered'] as const

/** Few people, mails and minutes, so that nearly everything collides with something. */
export const event = fc.record({
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
export type EventSketch = typeof event extends fc.Arbitrary<infer T> ? T : never

export type World = {
  /** The database as its owner, to set the stage with. */
  owner: Sql
  workspace: TestWorkspace
  campaigns: string[]
  known: Map<string, Known>
  everSent: Known[]
  everMet: Set<string>
}

export const addressOf = ({ slug }: TestWorkspace, person: number): string => `person-${person}@${slug}.example.net`

/** Starts what worlds live in, for the length of a suite. Returns the database's owner, and a way to a new world. */
export function withWorlds() {
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
  return async (): Promise<World> => {
    const workspace = await createTestWorkspace()
    const campaigns = [await createCampaign(workspace), await createCampaign(workspace)]
    return { owner, workspace, campaigns, known: new Map(), everSent: [], everMet: new Set() }
  }
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

/** Tells the database and the world; what is new, known and refused must be what the world says. */
export async function record(world: World, sketches: EventSketch[]): Promise<void> {
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

/** Everything the world was told, judged anew, is what the database says. */
export async function compare(world: World): Promise<void> {
  expect(await driftOf(world.workspace.id)).toEqual([])
  const people = await world.owner`select email from contacts c where workspace_id = ${world.workspace.id}
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

/** How often to try, and from which seed: FC_RUNS, FC_SEED. */
export const runs = (share = 1) => ({
  numRuns: Number(process.env.FC_RUNS ?? 60) * share,
  seed: Number(process.env.FC_SEED ?? Date.now() % 2 ** 31),
})
