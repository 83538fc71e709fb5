import { readState } from '@/local/state'
import type { Death } from '../../helpers/stack-process'
import { database, type Tenant } from '../../helpers/stack-tenant'

type Press = { campaignId: string; action: 'activate' | 'pause'; key: string }

/** Presses the switch over HTTP like a browser. Returns null when the process died before it answered. */
export async function press(webUrl: string, cookie: string, tenant: Tenant, { campaignId, action, key }: Press) {
  const response = await fetch(`${webUrl}/api/campaigns/${campaignId}/toggle`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': key,
      'x-workspace-id': tenant.id,
      origin: readState().app_env.APP_ORIGIN ?? '',
      cookie,
    },
    body: JSON.stringify({ action }),
  }).catch(() => null)
  // The head may have left before the process died.
  const body = await response?.text().catch(() => null)
  return response && typeof body === 'string' ? { status: response.status, body, headers: response.headers } : null
}

/** A runner that died keeps its key for 60 s; this is that minute. */
export const expireLock = (key: string): Promise<unknown> =>
  database()`update platform.idempotency_keys set locked_until = now() where key = ${key} and status = 'running'`

/** The question a dead process had open, in one short line without its values: some are secrets. */
export function describeDeath(death: Death | null): string {
  if (!death) return 'answered'
  const { peer, question } = death
  const words = question.replace(/[^\x20-\x7e]+/g, ' ').replace(/\s+/g, ' ')
  if (peer === 'engine') return `engine: ${/^[A-Z]+ \S+/.exec(words)?.[0] ?? 'a body'}`
  if (peer === 'redis') return `redis: ${/\$\d+ ([a-z]+) /.exec(words)?.[1] ?? 'a command'}`
  const statement = /\b(select|insert|update|delete|with|commit|rollback)\b.{0,70}/i.exec(words)?.[0]
  return `postgres: ${statement ?? 'a statement it had prepared'}`
}
