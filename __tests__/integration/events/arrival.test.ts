import fc from 'fast-check'
import { sql } from 'kysely'
import { asPlatform } from '@/lib/db/principals'
import { hashOf } from './mail'
import { addressOf, compare, type EventSketch, event, record, runs, type World, withWorlds } from './world'

jest.setTimeout(180_000)
const newWorld = withWorlds()

/** Two of the three people stand in the first campaign, one of them in the second too; no event may add to them. */
async function enroll({ owner, workspace, campaigns }: World): Promise<void> {
  const people = [0, 1].map((person) => ({ email: addressOf(workspace, person) }))
  await owner`insert into contacts (workspace_id, email, email_hash)
    select ${workspace.id}, email, decode(hash, 'hex')
    from unnest(${people.map(({ email }) => email)}::text[], ${people.map(({ email }) => hashOf(email))}::text[]) p(email, hash)`
  await owner`insert into enrollments (workspace_id, campaign_id, contact_id)
    select ${workspace.id}, k.id, c.id from unnest(${campaigns}::uuid[]) with ordinality k(id, n)
    join contacts c on c.workspace_id = ${workspace.id} and (k.n = 1 or c.email = ${people[0]?.email ?? ''})`
}

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
          const world = await newWorld()
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
    runs(0.5),
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
