import { randomUUID } from 'node:crypto'
import { hash } from '@node-rs/argon2'
import { asPlatform } from '@/lib/db/principals'
import { closeEngines } from '@/lib/engines/connect'
import { type Runtime, runtime } from '@/lib/runtime'
import { startFakeN8n } from '@/local/simulators/n8n/server'
import { readState, type StackState } from '@/local/state'
import { createWebhookWorkflow } from './engine-fixture'
import { startTestRuntime } from './runtime'
import { createTestCampaign, createTestEngine, createTestWorkspace, type TestWorkspace } from './workspace'

/** Everyone who may knock: `stranger` owns another tenant, `frozen` owns a frozen one. */
export const PERSONAS = ['owner', 'admin', 'member', 'viewer', 'stranger', 'anonymous', 'super_admin'] as const
export type Persona = (typeof PERSONAS)[number]

/** One tenant with its campaigns. In a `still` one nothing moves by itself: no engine is asked, no job looks at it. */
export type Place = {
  workspace: TestWorkspace
  engineId: string
  /** A paused campaign; linked to a real workflow of the fake engine, unless the place is still. */
  campaign: () => Promise<{ id: string; workflowId: string }>
}

export type World = {
  state: StackState
  runtime: Runtime
  live: Place
  still: Place
  frozen: Place
  /** Frozen as well, and still. */
  frozenStill: Place
  stranger: Place
  /** The engine's API key: planted where no answer and no log may show it. */
  engineKey: string
  engineUrl: string
  password: string
  /** A new signed-in session of this persona in that place: the value of its cookie; null for anonymous. */
  signIn: (persona: Persona | 'frozen', place: Place) => Promise<string | null>
  close: () => Promise<void>
}

const COOKIE = 'sovereign_session'
export const cookieOf = (token: string): string => `${COOKIE}=${token}`

/** Four fresh tenants and a fake engine beside the running stack's real server; all sessions are real sign-ins. */
export async function startWorld(): Promise<World> {
  const state = readState()
  await assertNotLimited(state)
  const started = startTestRuntime({ origin: state.app_env.APP_ORIGIN ?? state.web_url })
  const fake = await startFakeN8n({ publicationDelayMs: 10 })
  const password = `Pw-${randomUUID()}`
  const passwordHash = await hash(password)
  const place = (isStill: boolean) => createPlace(fake.url, fake.apiKey, passwordHash, isStill)
  const [live, still, stranger] = [await place(false), await place(true), await place(true)]
  const [frozen, frozenStill] = [await place(false), await place(true)]
  for (const { workspace } of [frozen, frozenStill]) await setStatus(workspace.id, 'frozen')
  const frozenOf = (where: Place): Place => (where === still ? frozenStill : frozen)
  return {
    ...{ state, runtime: started, live, still, frozen, frozenStill, stranger, password },
    engineKey: fake.apiKey,
    engineUrl: fake.url,
    signIn: (persona, where) => {
      if (persona === 'anonymous') return Promise.resolve(null)
      if (persona === 'super_admin') {
        const user = state.users.find(({ role }) => role === 'super_admin')
        return signIn(state, user?.email ?? '', user?.password ?? '')
      }
      const [home, role] =
        persona === 'stranger'
          ? [stranger, 'owner']
          : persona === 'frozen'
            ? [frozenOf(where), 'owner']
            : [where, persona]
      return signIn(state, emailOf(home.workspace, role), password)
    },
    close: async () => {
      await retire([live, still, frozen, frozenStill, stranger])
      await closeEngines()
      await fake.stop()
      await started.close()
    },
  }
}

const emailOf = (workspace: TestWorkspace, role: string): string => `${role}@${workspace.slug}.example.com`

async function createPlace(url: string, apiKey: string, passwordHash: string, isStill: boolean): Promise<Place> {
  const workspace = await createTestWorkspace()
  await asPlatform('test accounts')((trx) =>
    trx
      .insertInto('platform.local_users')
      .values(
        Object.entries(workspace.users).map(([role, user_id]) => ({
          ...{ user_id, email: emailOf(workspace, role), name: role, password_hash: passwordHash },
        })),
      )
      .execute(),
  )
  const engineId = await createTestEngine(url, apiKey)
  if (isStill) await retireEngine(engineId)
  const campaign = async () => {
    const workflowId = isStill ? randomUUID().slice(0, 16) : await createWebhookWorkflow(engineId, workspace.slug)
    return { id: await createTestCampaign(workspace, engineId, workflowId), workflowId }
  }
  return { workspace, engineId, campaign }
}

/** A draft that no workflow belongs to. */
export const createUnlinkedCampaign = async (workspace: TestWorkspace): Promise<string> =>
  asPlatform('test campaign')(async (trx) => {
    const { id } = await trx
      .insertInto('campaigns')
      .values({ workspace_id: workspace.id, name: `Draft ${randomUUID()}`, created_by: workspace.users.owner })
      .returning('id')
      .executeTakeFirstOrThrow()
    return id
  })

/** An engine that only this tenant uses: it comes before every shared one. */
export async function createOwnEngine(workspace: TestWorkspace, baseUrl: string, apiKey: string): Promise<void> {
  const sealed = runtime().vault.seal(JSON.stringify({ api_key: apiKey }), { owner: workspace.id, type: 'engine' })
  const row = { workspace_id: workspace.id, kind: 'n8n_api', base_url: `${baseUrl}/api/v1`, rate_per_min: 100_000 }
  await asPlatform('test engine')((trx) =>
    trx
      .insertInto('platform.engines')
      .values({ ...row, ...sealed })
      .execute(),
  )
}

const setStatus = (workspaceId: string, status: 'active' | 'frozen') =>
  asPlatform('test workspace')((trx) =>
    trx.updateTable('workspaces').set({ status }).where('id', '=', workspaceId).execute(),
  )

/** Jobs and people leave it alone from now on. */
export const retireEngine = (engineId: string) =>
  asPlatform('test engine')((trx) =>
    trx.updateTable('platform.engines').set({ status: 'retired' }).where('id', '=', engineId).execute(),
  )

/** Jobs leave these engines alone afterwards, and nobody can sign in any more. */
async function retire(places: Place[]): Promise<void> {
  for (const { engineId, workspace } of places) {
    await retireEngine(engineId)
    await asPlatform('test accounts')((trx) =>
      trx.deleteFrom('platform.local_users').where('user_id', 'in', Object.values(workspace.users)).execute(),
    )
  }
}

async function signIn(state: StackState, email: string, password: string): Promise<string> {
  const response = await fetch(`${state.web_url}/api/auth/sign-in`, {
    method: 'POST',
    headers: { Origin: state.app_env.APP_ORIGIN ?? state.web_url, 'Content-Type': 'application/json' },
    body: JSON.stringify({ email, password }),
  })
  const token = new RegExp(`${COOKIE}=([^;]+)`).exec(response.headers.get('set-cookie') ?? '')?.[1]
  if (!token) throw new Error(`${email} cannot sign in: ${response.status} ${await response.text()}`)
  return token
}

/** Thousands of calls a minute come from one address here; a stack with a person's limits would answer 429 to them. */
async function assertNotLimited({ web_url }: StackState): Promise<void> {
  const response = await fetch(`${web_url}/api/health`)
  if (Number(response.headers.get('x-ratelimit-limit')) < 10_000)
    throw new Error('This stack limits like production: start it with RATE_LIMIT_FACTOR=10000')
}
