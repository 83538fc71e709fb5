import { sql } from 'kysely'
import { asPlatform, type Tx } from '@/lib/db/principals'
import type { Runtime } from '@/lib/runtime'
import { prepareQuietStores } from '../../helpers/quiet-database'
import { startTestRuntime } from '../../helpers/runtime'
import { createTestWorkspace, type TestWorkspace } from '../../helpers/workspace'
import { createCampaign, type MailInput, recordMailIn } from './mail'

/** Tables that were empty when the plans were made and that nobody has analyzed since: all in one transaction. */
let runtime: Runtime
let workspace: TestWorkspace

beforeAll(async () => {
  runtime = startTestRuntime({}, await prepareQuietStores())
  workspace = await createTestWorkspace()
}, 60_000)
afterAll(() => runtime.close())

const PEOPLE = 200
const ROUNDS = 12
const TYPES = ['sent', 'delivered', 'opened', 'replied', 'bounced', 'opted_out']

/** Each type of event of each of these people, by address; those of the last round by the addresses of the first. */
const mailsOf = (round: number, campaign: string): MailInput[] =>
  TYPES.flatMap((type) =>
    Array.from({ length: PEOPLE }, (_, n) => ({
      ...{ type, campaign, step: 1 + (round % 20), sender: 'me@example.com', bounce: 'hard' as const },
      ...{ contact: `person-${round % (ROUNDS - 1)}-${n}@example.com`, at: new Date(Date.now() - 60_000) },
    })),
  )

/** Rows that index scans have fetched in this transaction, by table. */
async function fetched(trx: Tx): Promise<Map<string, number>> {
  const { rows } = await sql<{ name: string; n: number }>`select regexp_replace(relname, '_p\\d\\d$', '') as name,
    sum(idx_tup_fetch + seq_tup_read)::int as n from pg_stat_xact_user_tables group by 1`.execute(trx)
  return new Map(rows.map(({ name, n }) => [name, n]))
}

test('a batch costs the same whether the tenant has few rows or many', async () => {
  const campaign = await createCampaign(workspace)
  await asPlatform('test: one transaction')(async (trx) => {
    const reads: Map<string, number>[] = [await fetched(trx)]
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const type of TYPES)
        await recordMailIn(
          trx,
          workspace.id,
          mailsOf(round, campaign).filter((mail) => mail.type === type),
        )
      await sql`insert into enrollments (workspace_id, campaign_id, contact_id)
        select workspace_id, ${campaign}::uuid, id from contacts where workspace_id = ${workspace.id}::uuid
        on conflict do nothing`.execute(trx)
      reads.push(await fetched(trx))
    }
    const [before, after] = reads.slice(-2)
    const perEvent = (table: string) => ((after?.get(table) ?? 0) - (before?.get(table) ?? 0)) / (PEOPLE * TYPES.length)
    // A few look-ups for each event; walking the tenant would be some thousand for each.
    for (const table of ['contacts', 'sends', 'email_events', 'suppressions'])
      expect([table, perEvent(table) < 20]).toEqual([table, true])
  })
}, 60_000)
