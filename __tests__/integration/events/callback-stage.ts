import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { POST } from '@/app/api/webhooks/n8n/route'
import type { Runtime } from '@/lib/runtime'
import { type CallbackTenant, createCallbackTenant, look } from '../../helpers/callback-tenant'
import { deliver } from '../../helpers/deliver'
import { prepareQuietStores } from '../../helpers/quiet-database'
import { startTestRuntime } from '../../helpers/runtime'
import { createTestEngine } from '../../helpers/workspace'

export const ACCEPTED = { accepted: 1, duplicates: 0, rejected: [] }
export const DUPLICATE = { accepted: 0, duplicates: 1, rejected: [] }

/** A tenant whose workflows call back for the length of a suite, and how they speak. */
export function withCallbacks() {
  let runtime: Runtime
  let tenant: CallbackTenant
  beforeAll(async () => {
    runtime = startTestRuntime({}, await prepareQuietStores())
    tenant = await createCallbackTenant(await createTestEngine('http://127.0.0.1:9', 'no-engine'))
  }, 60_000)
  afterAll(() => runtime.close())
  return {
    tenant: () => tenant,
    say: (type: string, data: object, more: object = {}) =>
      deliver(POST, tenant.key, { id: randomUUID(), type, timestamp: new Date().toISOString(), data, ...more }),
    notices: (kind: string) =>
      look(sql<{ title: string; body: string; severity: string; count: number }>`select title, body, severity, count
        from notifications where workspace_id = ${tenant.workspace.id}::uuid and kind = ${kind} order by created_at desc`),
  }
}
