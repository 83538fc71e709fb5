import { asPlatform } from '@/lib/db/principals'
import type { Runtime } from '@/lib/runtime'
import { search } from '@/lib/search/query'
import { SearchQuery } from '@/lib/search/schemas'
import { startTestRuntime } from '../../helpers/runtime'
import { createTestWorkspace, type TestWorkspace, userCtx } from '../../helpers/workspace'
import { createCampaign } from '../metrics/facts'

let started: Runtime
let acme: TestWorkspace
let globex: TestWorkspace
beforeAll(async () => {
  started = startTestRuntime()
  ;[acme, globex] = [await createTestWorkspace(), await createTestWorkspace()]
  await createCampaign(acme, 'Founders in Köln')
  await createCampaign(acme, '100% off_season')
  await createCampaign(globex, 'Founders elsewhere')
  await contact(acme, {
    email: 'anna.schmidt@acme-corp.example.com',
    first_name: 'Anna',
    last_name: 'Schmidt',
    company: 'Coca-Cola',
  })
  await contact(acme, { email: 'ann@example.org', company: "O'Brien & Söhne" })
  await contact(acme, { email: "..x!conor+o'leary~@example.org" })
  await contact(acme, { email: 'gone@example.org', first_name: 'Anna', deleted_at: new Date().toISOString() })
  await contact(globex, { email: 'anna@globex.example.com', first_name: 'Anna' })
})
afterAll(() => started.close())

const contact = (
  workspace: TestWorkspace,
  row: { email: string; first_name?: string; last_name?: string; company?: string; deleted_at?: string },
) =>
  asPlatform('test contact')((trx) =>
    trx
      .insertInto('contacts')
      .values({ workspace_id: workspace.id, email_hash: Buffer.alloc(32, row.email), ...row })
      .execute(),
  )
const find = async (q: string, types?: string, workspace = acme) =>
  (await search(userCtx(workspace, 'viewer'), SearchQuery.parse({ q, ...(types && { types }) }))).map(
    ({ type, title }) => `${type} ${title}`,
  )

test('words are found by their beginnings, whatever the case, in names, addresses and companies', async () => {
  expect(await find('schm')).toEqual(['contact Anna Schmidt'])
  expect(await find('SCHMIDT anna')).toEqual(['contact Anna Schmidt'])
  expect(await find('anna.schmidt@acme')).toEqual(['contact Anna Schmidt'])
  expect(await find('cola')).toEqual(['contact Anna Schmidt'])
  expect(await find('söhne')).toEqual(['contact ann@example.org'])
  expect(await find('ann')).toEqual(expect.arrayContaining(['contact Anna Schmidt', 'contact ann@example.org']))
  for (const part of ["o'leary", 'leary', 'conor', 'x!conor'])
    expect(await find(part)).toEqual(["contact ..x!conor+o'leary~@example.org"])
  expect(await find('chmidt')).toEqual([])
})

test('campaigns are found by any part of their name, pages by theirs', async () => {
  expect(await find('köln')).toEqual(['campaign Founders in Köln'])
  expect(await find('100%')).toEqual(['campaign 100% off_season'])
  expect(await find('%')).toEqual(['campaign 100% off_season'])
  expect(await find('camp')).toEqual(['page Campaigns'])
  const [page] = await search(userCtx(acme), SearchQuery.parse({ q: 'over' }))
  expect(page).toEqual({ type: 'page', id: '/', title: 'Overview', subtitle: null, href: '/' })
})

test('a tenant finds its own, and only the kinds asked for', async () => {
  expect(await find('anna')).toEqual(['contact Anna Schmidt'])
  expect(await find('anna', undefined, globex)).toEqual(['contact Anna'])
  expect(await find('found', undefined, globex)).toEqual(['campaign Founders elsewhere'])
  expect(await find('an', 'campaign,page')).toEqual(['page Analytics'])
  const foreign = { ...userCtx(globex, 'owner'), workspaceId: acme.id }
  await expect(search(foreign, SearchQuery.parse({ q: 'anna' }))).rejects.toMatchObject({ code: 'WORKSPACE_NOT_FOUND' })
})

test.each([`'`, `' | '`, `a & !b`, `w${'0'.repeat(8)}:*`, `:*`, `\\`, `<->`, '((', '🙂', '日本', 'a'.repeat(100)])(
  '%s is words to look for, never a query of its own',
  async (q) => {
    expect(await find(q)).toEqual(expect.any(Array))
  },
)

test('no more than 20 are named', async () => {
  const crowd = await createTestWorkspace()
  for (let n = 0; n < 12; n++) await createCampaign(crowd, `Many ${n}`)
  for (let n = 0; n < 25; n++) await contact(crowd, { email: `many${n}@example.com` })
  const hits = await find('many', undefined, crowd)
  expect(hits).toHaveLength(20)
  expect(hits.filter((hit) => hit.startsWith('campaign'))).toHaveLength(8)
})
