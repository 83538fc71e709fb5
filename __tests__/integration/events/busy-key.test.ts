import type { Runtime } from '@/lib/runtime'
import { findLiveKeys } from '@/lib/webhooks/keys'
import { prepareQuietStores } from '../../helpers/quiet-database'
import { startTestRuntime } from '../../helpers/runtime'
import { createTestWorkspace } from '../../helpers/workspace'
import { createWebhookKey } from '../../security/deliveries'

let runtime: Runtime
beforeAll(async () => {
  runtime = startTestRuntime({}, await prepareQuietStores())
}, 60_000)
afterAll(() => runtime.close())

test('deliveries that come while their key has to be read share one reading', async () => {
  const { id } = await createTestWorkspace()
  const { keyId } = await createWebhookKey({ workspaceId: id })
  const found = (await Promise.all(Array.from({ length: 8 }, () => findLiveKeys(keyId)))).flat()
  expect(found.map((key) => key.id)).toEqual(Array(8).fill(keyId))
  // Each reading opens the secret anew, into an object of its own.
  expect(new Set(found).size).toBe(1)
})
