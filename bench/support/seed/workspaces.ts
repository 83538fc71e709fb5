import type { Sql } from 'postgres'
import { createVault } from '@/lib/credentials/vault'
import { loadSecrets, vaultKeys } from '@/local/secrets'
import type { Year } from '@/local/seed/events/year'
import { seedId } from '@/local/seed/ids'

const HOUR_MS = 3_600_000
const ZONES = ['Europe/Berlin', 'America/New_York', 'UTC', 'Asia/Tokyo'] as const
const windows = [
  { name: 'Founder outreach', startedDaysAgo: 365, endedDaysAgo: 0, weight: 1, appeal: 1.1 },
  { name: 'Product launch', startedDaysAgo: 300, endedDaysAgo: 0, weight: 0.9, appeal: 1.25 },
  { name: 'Agencies', startedDaysAgo: 365, endedDaysAgo: 20, weight: 0.7, appeal: 0.8 },
  { name: 'Conference leads', startedDaysAgo: 240, endedDaysAgo: 120, weight: 0.6, appeal: 1.4 },
  { name: 'Re-engagement', startedDaysAgo: 365, endedDaysAgo: 0, weight: 0.5, appeal: 0.6 },
  { name: 'Partners', startedDaysAgo: 150, endedDaysAgo: 0, weight: 0.4, appeal: 1 },
]

export const benchWorkspaceId = (n: number): string => seedId('bench', String(n))

/** The n-th workspace of the benchmarks, owned by a demo user, with its campaigns; its year is still to be generated. */
export async function createBenchWorkspace(sql: Sql, n: number, events: number, ownerEmail: string): Promise<Year> {
  const id = benchWorkspaceId(n)
  const timezone = ZONES[n % ZONES.length] ?? 'UTC'
  const [owner] = await sql<{ user_id: string }[]>`select user_id from platform.local_users where email = ${ownerEmail}`
  const userId = owner?.user_id ?? ''
  await sql`insert into workspaces ${sql({ id, slug: `bench-${n}`, name: `Bench ${n}`, plan: 'pro', timezone, owner_id: userId, onboarding_complete: true })}
    on conflict do nothing`
  await sql`insert into workspace_members ${sql({ workspace_id: id, user_id: userId, role: 'owner', email: ownerEmail })}
    on conflict do nothing`
  const campaigns = windows.map((window) => ({
    ...{ id: seedId('bench', String(n), window.name), tracking: 'all' as const, ...window },
  }))
  await sql`insert into campaigns ${sql(
    campaigns.map((campaign) => ({
      ...{ workspace_id: id, id: campaign.id, name: campaign.name, status: 'paused', created_by: userId },
    })),
  )} on conflict do nothing`
  return {
    ...{ workspaceId: id, seed: 1000 + n, timezone, campaigns, days: 365, events },
    until: new Date(Math.floor(Date.now() / HOUR_MS) * HOUR_MS),
    senders: ['Ada', 'Ben', 'Cleo', 'Dan'].map((name) => ({
      ...{
        id: seedId('bench', String(n), name),
        email: `${name.toLowerCase()}@bench-${n}.example.com`,
        name,
        provider: 'gmail',
      },
    })),
    costShare: 0.05,
    addressKey: createVault(vaultKeys(loadSecrets())).addressKey(id).toString('hex'),
  }
}
