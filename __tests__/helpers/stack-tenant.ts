import { randomUUID } from 'node:crypto'
import { hashSync } from '@node-rs/argon2'
import { Redis } from 'ioredis'
import postgres, { type Sql } from 'postgres'
import type { Role } from '@/lib/auth/permissions'
import { createVault } from '@/lib/credentials/vault'
import { readState } from '@/local/state'

/** A workspace of a test's own on the running stack, with people who sign in like everybody else. */
export type Person = { id: string; email: string; password: string; role: Role }
export type Tenant = { id: string; slug: string; name: string; people: Record<Role, Person> }

let owner: Sql | null = null
/** The database owner's connection: to set the stage and to read what is true, never the way of the product. */
export const database = (): Sql => {
  owner ??= postgres(readState().postgres_url, { max: 4, onnotice: () => undefined, idle_timeout: 5 })
  return owner
}
/** Sets the stage in another Postgres than the running stack's. */
export const useDatabase = (url: string): void => {
  owner = postgres(url, { max: 4, onnotice: () => undefined, idle_timeout: 5 })
}
export const closeDatabase = async (): Promise<void> => {
  await owner?.end({ timeout: 5 })
  owner = null
}

const ROLES: Role[] = ['owner', 'admin', 'member', 'viewer']

export async function createTenant(): Promise<Tenant> {
  const id = randomUUID()
  const slug = `proof-${id.slice(0, 8)}`
  const name = `Proof ${id.slice(0, 8)}`
  const password = `Pw-${id}`
  const hash = hashSync(password)
  const person = (role: Role): Person => ({ id: randomUUID(), email: `${role}@${slug}.example.com`, password, role })
  const people = Object.fromEntries(ROLES.map((role) => [role, person(role)])) as Record<Role, Person>
  await database().begin(async (sql) => {
    await sql`insert into workspaces ${sql({ id, slug, name, plan: 'pro', owner_id: people.owner.id, onboarding_complete: true })}`
    for (const { id: user_id, email, role } of Object.values(people)) {
      await sql`insert into platform.local_users ${sql({ user_id, email, name: `${role} of ${slug}`, password_hash: hash })}`
      await sql`insert into user_settings ${sql({ user_id, email, name: `${role} of ${slug}` })}`
      await sql`insert into workspace_members ${sql({ workspace_id: id, user_id, role, email, name: `${role} of ${slug}` })}`
    }
  })
  return { id, slug, name, people }
}

export const userIdsOf = ({ people }: Tenant): Record<Role, string> => ({
  owner: people.owner.id,
  admin: people.admin.id,
  member: people.member.id,
  viewer: people.viewer.id,
})

/** Forgets who called how often, as a minute's wait would. */
export async function forgetRateLimits(): Promise<void> {
  const redis = new Redis(readState().redis_url)
  const keys = await redis.keys('sovereign:limit:*')
  if (keys.length > 0) await redis.del(...keys)
  redis.disconnect()
}

/** Signs in over HTTP. Returns the session cookie as `name=value`. */
export async function signIn({ email, password }: Person, webUrl = readState().web_url): Promise<string> {
  await forgetRateLimits()
  const origin = readState().app_env.APP_ORIGIN ?? ''
  const response = await fetch(`${webUrl}/api/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ email, password }),
  })
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0]
  if (!response.ok || !cookie) throw new Error(`Sign-in answered ${response.status}: ${await response.text()}`)
  return cookie
}

/** The stack's own n8n, as the product knows it. */
export async function sharedEngineId(): Promise<string> {
  const [row] = await database()<{ id: string }[]>`select id from platform.engines
    where workspace_id is null and base_url = ${`${readState().n8n_url}/api/v1`}`
  if (!row) throw new Error('The stack has no shared engine')
  return row.id
}

type EngineAccess = { api_key: string; owner?: { email: string; password: string } }

/** An engine of this tenant's own, at `url` (without /api/v1), with a budget that no test uses up. */
export async function createEngine(tenant: Tenant, url: string, access: EngineAccess): Promise<string> {
  const vault = createVault(JSON.parse(readState().app_env.VAULT_KEYS ?? ''))
  const sealed = vault.seal(JSON.stringify(access), { owner: tenant.id, type: 'engine' })
  const row = { workspace_id: tenant.id, name: 'Own engine', kind: 'n8n_api', base_url: `${url}/api/v1`, ...sealed }
  const sql = database()
  const [engine] = await sql<
    { id: string }[]
  >`insert into platform.engines ${sql({ ...row, rate_per_min: 100_000 })} returning id`
  if (!engine) throw new Error('The engine was not created')
  return engine.id
}

export const retireEngine = (id: string): Promise<unknown> =>
  database()`update platform.engines set status = 'retired' where id = ${id}`

type NewCampaign = { name?: string; engineId: string; workflow: { id: string; name: string } }

/** A paused campaign as the product leaves one that it linked. */
export async function createCampaign(tenant: Tenant, { name, engineId, workflow }: NewCampaign): Promise<string> {
  const link = { workspace_id: tenant.id, engine_id: engineId, n8n_workflow_id: workflow.id }
  const seen = { observed_at: new Date() }
  return database().begin(async (sql) => {
    const [row] = await sql<{ id: string }[]>`insert into campaigns ${sql({
      ...link,
      ...seen,
      name: name ?? `Campaign ${workflow.id}`,
      status: 'paused',
      n8n_workflow_name: workflow.name,
      n8n_status: 'inactive',
      sync_source: 'api',
      created_by: tenant.people.owner.id,
    })} returning id`
    if (!row) throw new Error('The campaign was not created')
    await sql`insert into platform.engine_workflows ${sql({ ...link, ...seen, campaign_id: row.id, name: workflow.name, active: false })}`
    return row.id
  })
}
