import { convergeCampaign } from '@/lib/campaigns/converge'
import { setIntent } from '@/lib/campaigns/intent'
import { asPlatform } from '@/lib/db/principals'
import { closeEngines } from '@/lib/engines/connect'
import { type EngineFixture, startEngineFixture } from '../../helpers/engine-fixture'
import { readCampaign, readIntents, readOutbox } from '../../helpers/rows'
import { jobCtx, userCtx } from '../../helpers/workspace'

/** Every open intent has exactly one follower, and an end. */
let f: EngineFixture
beforeAll(async () => {
  f = await startEngineFixture()
})
afterEach(async () => {
  f.fake.faults.clear()
  await closeEngines()
})
afterAll(() => f.close())

const converge = (campaignId: string) => convergeCampaign(jobCtx(f.workspace, 'campaigns.converge'), { campaignId })
const openJobs = async (campaignId: string) =>
  (await readOutbox(f.workspace.id)).filter(
    ({ job, payload, done_at }) =>
      job === 'campaigns.converge' && JSON.stringify(payload).includes(campaignId) && done_at === null,
  ).length

test('a silent engine leaves one next try, not a second chain of retries', async () => {
  const { id } = await f.campaign()
  await setIntent(userCtx(f.workspace), { campaignId: id, action: 'activate', cause: 'user' })
  f.fake.faults.add({ path: 'workflows', what: { kind: 'reset', effect: 'before' } })
  await converge(id)
  await converge(id)
  expect(await openJobs(id)).toBe(1)
  expect(await readIntents(id)).toMatchObject([{ status: 'pending' }])
  f.fake.faults.clear()
  await closeEngines()
  await converge(id)
  expect(await readIntents(id)).toMatchObject([{ status: 'done' }])
}, 30_000)

test('an intent whose engine was retired ends, said so', async () => {
  const { id } = await f.campaign()
  await setIntent(userCtx(f.workspace), { campaignId: id, action: 'activate', cause: 'user' })
  const gone = await asPlatform('test engine')((trx) =>
    trx
      .insertInto('platform.engines')
      .columns(['kind', 'base_url', 'ciphertext', 'nonce', 'tag', 'key_version', 'status'])
      .expression((eb) =>
        eb
          .selectFrom('platform.engines')
          .select(['kind', 'base_url', 'ciphertext', 'nonce', 'tag', 'key_version', eb.val('retired').as('status')])
          .where('id', '=', f.engineId),
      )
      .returning('id')
      .executeTakeFirstOrThrow(),
  )
  await asPlatform('test engine')((trx) =>
    trx.updateTable('campaigns').set({ engine_id: gone.id }).where('id', '=', id).execute(),
  )
  await converge(id)
  expect(await readIntents(id)).toMatchObject([{ status: 'failed', error_code: 'WORKFLOW_NOT_FOUND' }])
  expect(await readCampaign(id)).toMatchObject({ desired_active: false })
}, 30_000)
