import fc from 'fast-check'
import { sql } from 'kysely'
import { asPlatform, asUser } from '@/lib/db/principals'
import { driftOf, readEvents } from './mail'
import type { Known } from './oracle'
import { BYSTANDER, compare, type EventSketch, event, record, runs, type World, withWorlds } from './world'

jest.setTimeout(180_000)
const newWorld = withWorlds()

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
  await world.owner`select private.settle_first(${id}, ${contacts.filter((one) => one !== null)})`
  for (const { key } of chosen) world.known.delete(key)
}

test('whatever is recorded, reclassified and deleted in whatever order: rollup = recount, and the first is the first', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(operation, { minLength: 1, maxLength: 10 }), async (operations) => {
      const world = await newWorld()
      for (const one of operations) {
        if (one.do === 'record') await record(world, one.isLarge ? [...one.events, ...crowd()] : one.events)
        else if (one.do === 'reclassify') await reclassify(world, one.picks, one.class)
        else await remove(world, one.picks)
      }
      await compare(world)
    }),
    runs(),
  )
})
