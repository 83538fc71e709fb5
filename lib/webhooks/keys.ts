import type { SelectQueryBuilder } from 'kysely'
import { processCache } from '@/lib/auth/process-cache'
import { PLATFORM_OWNER } from '@/lib/credentials/vault'
import { asPlatform, type Tx } from '@/lib/db/principals'
import type { Database } from '@/lib/db/schema'
import { runtime } from '@/lib/runtime'
import { NativeWebhook } from './native-webhook'

/** A key that is good at this moment, its secret opened and ready to prove with. */
export type LiveKey = {
  id: string
  workspaceId: string | null
  engineId: string | null
  webhook: NativeWebhook
  legacyUntil: string | null
  tokenHash: Buffer | null
}
type KeptKey = LiveKey & { from: string; until: string | null }

const MOST_LIVE_KEYS = 3
/** A revoked key stops within this time. */
const KEPT_MS = 5_000
/** A new one is found within this: guessing at a name must not cost a read per guess. */
const FRESH_MS = 1_000
const byName = processCache<{ keys: KeptKey[]; readAt: number }>('webhook-keys', KEPT_MS)

const isLive = ({ from, until }: KeptKey): boolean => {
  const now = Date.now()
  return Date.parse(from) <= now && (until === null || Date.parse(until) > now)
}

/** The live keys of this id, or of the workspace of this id; newest first. Up to 5 s old, or 1 s if `isFresh`. */
export const findLiveKeys = (name: string, isFresh = false): Promise<LiveKey[]> =>
  find(name, (query) => query.where((eb) => eb.or([eb('id', '=', name), eb('workspace_id', '=', name)])), isFresh)

/** The key whose older token has this SHA-256, in hex. */
export async function findTokenKey(hash: string): Promise<LiveKey | null> {
  const keys = await find(`token:${hash}`, (query) => query.where('token_hash', '=', Buffer.from(hash, 'hex')))
  return keys[0] ?? null
}

type Keys = SelectQueryBuilder<Database, 'platform.webhook_secrets', object>

async function find(name: string, narrow: (query: Keys) => Keys, isFresh = false): Promise<LiveKey[]> {
  const kept = byName.get(name)
  if (kept && (!isFresh || Date.now() - kept.readAt < FRESH_MS)) return kept.keys.filter(isLive)
  const keys = await (isFresh ? readKeys(name, narrow) : joinRead(name, () => readKeys(name, narrow)))
  return keys.filter(isLive)
}

async function readKeys(name: string, narrow: (query: Keys) => Keys): Promise<KeptKey[]> {
  const keys = (await asPlatform('keys of an inbound webhook')((trx) => read(trx, narrow))).map(open)
  // Names that anybody could send are not kept.
  if (keys.length > 0) byName.set(name, { keys, readAt: Date.now() })
  return keys
}

const underWay = new Map<string, Promise<KeptKey[]>>()

/** When a busy name's keys have to be read again, one of its deliveries reads them for all. */
function joinRead(name: string, start: () => Promise<KeptKey[]>): Promise<KeptKey[]> {
  const reading = underWay.get(name) ?? start().finally(() => underWay.delete(name))
  underWay.set(name, reading)
  return reading
}

const read = (trx: Tx, narrow: (query: Keys) => Keys) =>
  narrow(trx.selectFrom('platform.webhook_secrets'))
    .select(['id', 'workspace_id', 'engine_id', 'legacy_until', 'token_hash', 'active_from', 'active_until'])
    .select(['ciphertext', 'nonce', 'tag', 'key_version'])
    .where((eb) => eb.or([eb('active_until', 'is', null), eb('active_until', '>', new Date().toISOString())]))
    .where('active_from', '<=', new Date().toISOString())
    .orderBy('version', 'desc')
    .limit(MOST_LIVE_KEYS)
    .execute()

const open = (row: Awaited<ReturnType<typeof read>>[number]): KeptKey => ({
  id: row.id,
  workspaceId: row.workspace_id,
  engineId: row.engine_id,
  webhook: new NativeWebhook(runtime().vault.open(row, { owner: row.workspace_id ?? PLATFORM_OWNER, type: 'webhook' })),
  legacyUntil: row.legacy_until,
  tokenHash: row.token_hash,
  from: row.active_from,
  until: row.active_until,
})
