import { randomBytes } from 'node:crypto'
import type { Runtime } from '@/lib/runtime'
import { type CallbackTenant, createCallbackTenant } from '../../helpers/callback-tenant'
import { prepareQuietStores } from '../../helpers/quiet-database'
import { startTestRuntime } from '../../helpers/runtime'
import { createTestEngine } from '../../helpers/workspace'

export const LIMIT = 10

/** A tenant under a hundredth of every limit: 10 callbacks a minute per key, 1 in an older form, 100 per address. */
export function withTightLimits(): () => CallbackTenant {
  let runtime: Runtime
  let tenant: CallbackTenant
  beforeAll(async () => {
    runtime = startTestRuntime({ rateLimitFactor: LIMIT / 1_000 }, await prepareQuietStores())
    tenant = await createCallbackTenant(await createTestEngine('http://127.0.0.1:9', 'no-engine'))
  }, 60_000)
  afterAll(() => runtime.close())
  return () => tenant
}

/** Nobody has called from it within this minute. */
export const newIp = () => `2001:db8::${randomBytes(2).toString('hex')}:${randomBytes(2).toString('hex')}`

export const eventOf = (n: number | string) => ({
  event_type: 'sent',
  contact_email: `kept-${n}@example.com`,
  message_id: `kept-${n}`,
})
