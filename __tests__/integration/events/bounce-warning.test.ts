import { sql } from 'kysely'
import { asPlatform } from '@/lib/db/principals'
import type { Runtime } from '@/lib/runtime'
import { prepareQuietStores } from '../../helpers/quiet-database'
import { startTestRuntime } from '../../helpers/runtime'
import { createTestWorkspace, type TestWorkspace } from '../../helpers/workspace'
import { createCampaign, type MailInput, recordMail } from './mail'

/** More than 5 % of a campaign's last 100 mails bounced, of at least 20: one warning a day (spec 05 §13). */
let started: Runtime
let workspace: TestWorkspace
beforeAll(async () => {
  started = startTestRuntime({}, await prepareQuietStores())
  workspace = await createTestWorkspace()
}, 60_000)
afterAll(() => started.close())

const START = Date.now() - 3_600_000
const at = (n: number): Date => new Date(START + n * 1_000)

/** Mails `from` to `to` of a campaign; `bounce` says which of them came back. */
const mails = (campaign: string, from: number, to: number, bounce: (n: number) => boolean): MailInput[] =>
  Array.from({ length: to - from }, (_, i) => from + i).flatMap((n): MailInput[] => {
    const mail = { contact: `p${n}@${campaign.slice(0, 8)}.example.net`, campaign, step: 1 }
    const sent: MailInput = { ...mail, type: 'sent', at: at(n) }
    return bounce(n) ? [sent, { ...mail, type: 'bounced', bounce: 'soft', at: at(n) }] : [sent]
  })

const warnings = async (campaign: string): Promise<string[]> => {
  const { rows } = await asPlatform('test witness')((trx) =>
    sql<{
      body: string
    }>`select body from notifications where workspace_id = ${workspace.id}::uuid and kind = 'bounce_warning'
      and subject_id = ${campaign}::uuid`.execute(trx),
  )
  return rows.map(({ body }) => body.split('.')[0] ?? '')
}

test('five of a hundred are no warning, six are one, once a day', async () => {
  const campaign = await createCampaign(workspace)
  await recordMail(
    workspace.id,
    mails(campaign, 0, 100, (n) => n < 5),
  )
  expect(await warnings(campaign)).toEqual([])
  await recordMail(
    workspace.id,
    mails(campaign, 5, 6, () => true),
  )
  expect(await warnings(campaign)).toEqual(['6 of the last 100 mails bounced'])
  await recordMail(
    workspace.id,
    mails(campaign, 100, 110, () => true),
  )
  expect(await warnings(campaign)).toHaveLength(1)
})

test('of 19 mails all may bounce, and what is further back than 100 is forgotten', async () => {
  const [young, recovered] = [await createCampaign(workspace), await createCampaign(workspace)]
  await recordMail(
    workspace.id,
    mails(young, 0, 19, () => true),
  )
  expect(await warnings(young)).toEqual([])
  await recordMail(
    workspace.id,
    mails(recovered, 0, 10, () => true),
  )
  await recordMail(
    workspace.id,
    mails(recovered, 10, 110, () => false),
  )
  await recordMail(
    workspace.id,
    mails(recovered, 110, 111, () => true),
  )
  expect(await warnings(recovered)).toEqual([])
})
