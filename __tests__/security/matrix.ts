import { randomUUID } from 'node:crypto'
import { asPlatform } from '@/lib/db/principals'
import { recordDeadLetter } from '@/lib/jobs/dead-letters'
import type { Persona, Place, World } from '../helpers/personas'
import type { HttpMethod, RouteKind } from '../helpers/routes'
import type { Call } from './call'
import { signDelivery } from './deliveries'

/**
 * Who may do what, declared once: one row per method and path on disk. `call` builds a valid request in a place;
 * what each persona gets for it is `expect`, as status and code. Several outcomes are joined by ' | '.
 * One file however long it grows: the suite holds it against the routes on disk, and a reader looks a row up by its path.
 */
export type Outcomes = Record<Persona | 'frozen', string>
export type Row = {
  kind: RouteKind
  call: (place: Place, world: World) => Promise<Omit<Call, 'method'>>
  expect: Outcomes
  /** Other proofs than a session, each with its outcome. */
  proofs?: Record<string, { call: Row['call']; expect: string }>
  /** The row ends the session it is called with. */
  endsSession?: boolean
}

const ROLES = ['viewer', 'member', 'admin', 'owner'] as const
type Role = (typeof ROLES)[number]

const everyone = (outcome: string): Outcomes => ({
  ...{ owner: outcome, admin: outcome, member: outcome, viewer: outcome },
  ...{ stranger: outcome, anonymous: outcome, super_admin: outcome, frozen: outcome },
})

/** A route of one workspace: open from a role upwards; to strangers and super admins the workspace does not exist. */
const from = (lowest: Role, ok: string, frozen = '403 WORKSPACE_FROZEN'): Outcomes => {
  const of = (role: Role) => (ROLES.indexOf(role) >= ROLES.indexOf(lowest) ? ok : '403 FORBIDDEN')
  return {
    ...{ owner: of('owner'), admin: of('admin'), member: of('member'), viewer: of('viewer') },
    ...{ stranger: '404 WORKSPACE_NOT_FOUND', super_admin: '404 WORKSPACE_NOT_FOUND' },
    ...{ anonymous: '401 UNAUTHORIZED', frozen },
  }
}
const signedIn: Outcomes = { ...everyone('200'), anonymous: '401 UNAUTHORIZED' }
const superAdmin = (ok: string): Outcomes => ({
  ...everyone('404 NOT_FOUND'),
  ...{ super_admin: ok, anonymous: '401 UNAUTHORIZED' },
})
const unsigned = everyone('401 WEBHOOK_SIGNATURE_INVALID')

const inPlace = ({ workspace }: Place, key?: 'idempotent') => ({
  'X-Workspace-Id': workspace.id,
  ...(key && { 'Idempotency-Key': randomUUID() }),
})
const read =
  (path: (place: Place) => string | Promise<string>): Row['call'] =>
  async (place) => ({ path: await path(place), headers: inPlace(place) })
const onCampaign =
  (suffix: string, body: unknown, key?: 'idempotent'): Row['call'] =>
  async (place) => {
    const { id } = await place.campaign()
    return { path: `/api/campaigns/${id}${suffix}`, headers: inPlace(place, key), body }
  }
const campaign = async (place: Place) => (await place.campaign()).id

/** An intent that can still be undone, written as the toggle's first transaction leaves it. */
const undo: Row['call'] = async (place) => {
  const { id } = await place.campaign()
  const intent = await asPlatform('test intent')(async (trx) => {
    await trx
      .updateTable('campaigns')
      .set({ intent_version: 1, desired_active: true, status: 'active' })
      .where('id', '=', id)
      .execute()
    return trx
      .insertInto('campaign_intents')
      .values({
        ...{ workspace_id: place.workspace.id, campaign_id: id, intent_version: 1, action: 'activate' },
        ...{ desired_active: true, status: 'done', cause: 'user', from_status: 'paused', to_status: 'active' },
        ...{ actor_type: 'user', actor_id: place.workspace.users.owner },
        undo_until: new Date(Date.now() + 8_000).toISOString(),
      })
      .returning('id')
      .executeTakeFirstOrThrow()
  })
  return { path: `/api/campaigns/${id}/toggle/undo`, headers: inPlace(place), body: { intent_id: intent.id } }
}

const layout = { version: 1, order: ['metrics'], hidden: [], collapsed: [], extra_tiles: [] }

const link: Row['call'] = async (place) => {
  const { id, workflowId } = await place.campaign()
  const body = { engine_id: place.engineId, n8n_workflow_id: workflowId }
  return { path: `/api/campaigns/${id}/workflow`, headers: inPlace(place), body }
}

const letter = async () => {
  const error = `test ${randomUUID()}`
  return asPlatform('test dead letter')(async (trx) => {
    await recordDeadLetter(trx, { workspaceId: null, job: 'campaigns.sweep', payload: {}, error, attempts: 1 })
    const row = trx.selectFrom('platform.dead_letters').select('id').where('error', '=', error)
    return (await row.executeTakeFirstOrThrow()).id
  })
}

const failure = async (place: Place) =>
  asPlatform('test sync failure')(async (trx) => {
    const row = await trx
      .insertInto('platform.sync_failures')
      .values({ workspace_id: place.workspace.id, source: 'job', error_message: 'test', campaign_id: randomUUID() })
      .returning('id')
      .executeTakeFirstOrThrow()
    return row.id
  })

const cron =
  (authorization?: string): Row['call'] =>
  async () => ({
    path: '/api/cron/clean-webhook-request-ids',
    ...(authorization && { headers: { Authorization: authorization } }),
  })
const cronRow: Row = {
  kind: 'cron',
  call: cron(),
  expect: everyone('401 UNAUTHORIZED'),
  proofs: {
    'the wrong secret': { call: cron(`Bearer ${'x'.repeat(43)}`), expect: '401 UNAUTHORIZED' },
    'the right secret': {
      call: (place, world) => cron(`Bearer ${world.state.app_env.CRON_SECRET}`)(place, world),
      expect: '200',
    },
    'the right secret for an unknown job': {
      call: async (_, { state }) => ({
        path: '/api/cron/drop-everything',
        headers: { Authorization: `Bearer ${state.app_env.CRON_SECRET}` },
      }),
      expect: '404 NOT_FOUND',
    },
  },
}

const statusChange = { workflow_id: 'nobody-has-linked-this', event_type: 'activation', active: true }
const hint = () => JSON.stringify({ ...statusChange, timestamp: new Date().toISOString() })
const unsignedHint: Row['call'] = async (place) => ({
  path: '/api/webhooks/n8n/status-change',
  headers: inPlace(place),
  body: hint(),
})

/** A door of n8n's: shut to every session, whoever it belongs to, and to a signature of an unknown key. */
const signedDoor = (path: string, payload: object): Row => ({
  kind: 'webhook',
  call: async (place) => ({ path, headers: inPlace(place), body: payload }),
  expect: unsigned,
  proofs: {
    'the wrong key': {
      call: async () => ({
        ...signDelivery(JSON.stringify(payload), { keyId: randomUUID(), secret: `whsec_${'A'.repeat(43)}=` }),
        path,
      }),
      expect: '401 WEBHOOK_SIGNATURE_INVALID',
    },
  },
})

const nowhere = Object.fromEntries(
  (['DELETE', 'GET', 'PATCH', 'POST', 'PUT'] as const).map((method) => [
    `${method} /api/[...path]`,
    { kind: 'public' as const, call: async () => ({ path: '/api/nowhere/at-all' }), expect: everyone('404 NOT_FOUND') },
  ]),
) as Record<`${HttpMethod} ${string}`, Row>

/** Reads of a workspace that every member may make and that take nothing but a range. */
const FIGURES = [
  ...(['cost-events', 'dashboard/aggregate', 'events', 'metrics/by-campaign', 'metrics/by-provider'] as const),
  ...(['metrics/by-sender', 'metrics/by-variant', 'metrics/cost-breakdown', 'metrics/efficiency'] as const),
  ...(['metrics/projection', 'metrics/step-breakdown', 'metrics/summary'] as const),
] as const
const figures = Object.fromEntries(
  FIGURES.map((path) => [
    `GET /api/${path}`,
    { kind: 'route' as const, call: read(() => `/api/${path}`), expect: from('viewer', '200', '200') },
  ]),
) as Record<`${HttpMethod} ${string}`, Row>

export const MATRIX: Record<`${HttpMethod} ${string}`, Row> = {
  ...nowhere,
  'GET /api/campaigns': { kind: 'route', call: read(() => '/api/campaigns'), expect: from('viewer', '200', '200') },
  'POST /api/campaigns': {
    kind: 'route',
    call: async (place) => ({ path: '/api/campaigns', headers: inPlace(place), body: { name: `New ${randomUUID()}` } }),
    expect: from('member', '201'),
  },
  'GET /api/campaigns/[id]': {
    kind: 'route',
    call: read(async (place) => `/api/campaigns/${await campaign(place)}`),
    expect: from('viewer', '200', '200'),
  },
  'PATCH /api/campaigns/[id]': {
    kind: 'route',
    call: onCampaign('', { description: 'Changed' }),
    expect: from('member', '200'),
  },
  'DELETE /api/campaigns/[id]': { kind: 'route', call: onCampaign('', undefined), expect: from('admin', '200') },
  'POST /api/campaigns/[id]/toggle': {
    kind: 'route',
    call: onCampaign('/toggle', { action: 'activate' }),
    expect: from('member', '200'),
  },
  'POST /api/campaigns/[id]/toggle/undo': { kind: 'route', call: undo, expect: from('member', '200', '200') },
  'POST /api/campaigns/batch-toggle': {
    kind: 'route',
    call: async (place) => {
      const body = { ids: [await campaign(place)], action: 'pause' }
      return { path: '/api/campaigns/batch-toggle', headers: inPlace(place, 'idempotent'), body }
    },
    expect: from('member', '202', '202'),
  },
  'PUT /api/campaigns/[id]/workflow': { kind: 'route', call: link, expect: from('admin', '200') },
  'POST /api/campaigns/[id]/execute': {
    kind: 'route',
    call: onCampaign('/execute', { kind: 'research' }, 'idempotent'),
    expect: from('member', '202'),
  },
  'GET /api/campaigns/[id]/executions': {
    kind: 'route',
    call: read(async (place) => `/api/campaigns/${await campaign(place)}/executions`),
    expect: from('viewer', '200', '200'),
  },
  'GET /api/campaigns/[id]/history': {
    kind: 'route',
    call: read(async (place) => `/api/campaigns/${await campaign(place)}/history`),
    expect: from('viewer', '200', '200'),
  },
  'GET /api/campaigns/health': {
    kind: 'public',
    call: async () => ({ path: '/api/campaigns/health' }),
    expect: everyone('200'),
  },
  'POST /api/campaigns/health': {
    kind: 'admin',
    call: async () => ({ path: '/api/campaigns/health' }),
    expect: superAdmin('200'),
  },
  'GET /api/sync': { kind: 'route', call: read(() => '/api/sync'), expect: from('viewer', '200', '200') },
  'POST /api/sync': {
    kind: 'route',
    call: async (place) => ({ path: '/api/sync', headers: inPlace(place), body: {} }),
    expect: from('member', '200 | 202'),
  },
  'GET /api/notifications': {
    kind: 'route',
    call: read(() => '/api/notifications'),
    expect: from('viewer', '200', '200'),
  },
  'PATCH /api/notifications': {
    kind: 'route',
    call: async (place) => ({
      path: '/api/notifications',
      headers: inPlace(place),
      body: { ids: [randomUUID()], read: true },
    }),
    expect: from('viewer', '200'),
  },
  'DELETE /api/notifications': {
    kind: 'route',
    call: async (place) => ({ path: '/api/notifications', headers: inPlace(place), body: { all: true } }),
    expect: from('viewer', '200'),
  },
  ...figures,
  'GET /api/metrics/timeseries': {
    kind: 'route',
    call: read(() => '/api/metrics/timeseries?metric=reply_rate'),
    expect: from('viewer', '200', '200'),
  },
  'GET /api/search': { kind: 'route', call: read(() => '/api/search?q=camp'), expect: from('viewer', '200', '200') },
  'GET /api/stream': { kind: 'route', call: read(() => '/api/stream'), expect: from('viewer', '200', '200') },
  'GET /api/user': { kind: 'session', call: async () => ({ path: '/api/user' }), expect: signedIn },
  'PATCH /api/user': {
    kind: 'session',
    call: async () => ({ path: '/api/user', body: { layout } }),
    expect: signedIn,
  },
  'GET /api/workspaces': { kind: 'session', call: async () => ({ path: '/api/workspaces' }), expect: signedIn },
  'GET /api/admin/dead-letters': {
    kind: 'admin',
    call: async () => ({ path: '/api/admin/dead-letters' }),
    expect: superAdmin('200'),
  },
  'POST /api/admin/dead-letters/[id]/replay': {
    kind: 'admin',
    call: async () => {
      const body = { reason: 'The cause has been repaired.' }
      return { path: `/api/admin/dead-letters/${await letter()}/replay`, body }
    },
    expect: superAdmin('202'),
  },
  'GET /api/admin/sync': {
    kind: 'admin',
    call: async () => ({ path: '/api/admin/sync' }),
    expect: superAdmin('200'),
  },
  'POST /api/admin/sync/failures/[id]/retry': {
    kind: 'admin',
    call: async (place) => ({ path: `/api/admin/sync/failures/${await failure(place)}/retry` }),
    expect: superAdmin('202'),
  },
  'GET /api/auth/demo-users': {
    kind: 'public',
    call: async () => ({ path: '/api/auth/demo-users' }),
    expect: everyone('200'),
  },
  'POST /api/auth/sign-in': {
    kind: 'public',
    call: async (place, { password }) => ({
      path: '/api/auth/sign-in',
      body: { email: `viewer@${place.workspace.slug}.example.com`, password },
    }),
    expect: everyone('200'),
  },
  'POST /api/auth/refresh': {
    kind: 'public',
    call: async () => ({ path: '/api/auth/refresh' }),
    expect: { ...everyone('200'), anonymous: '401 UNAUTHORIZED' },
  },
  'POST /api/auth/sign-out': {
    kind: 'public',
    call: async () => ({ path: '/api/auth/sign-out' }),
    expect: everyone('200'),
    endsSession: true,
  },
  'GET /api/cron/[job]': cronRow,
  'POST /api/cron/[job]': cronRow,
  'GET /api/openapi.json': {
    kind: 'public',
    call: async () => ({ path: '/api/openapi.json' }),
    expect: everyone('200'),
  },
  'GET /api/health': { kind: 'public', call: async () => ({ path: '/api/health' }), expect: everyone('200') },
  'POST /api/webhooks/clerk': {
    kind: 'webhook',
    call: async () => ({ path: '/api/webhooks/clerk', body: {} }),
    // The local stack signs in without Clerk; clerk.test.ts attacks this door with Clerk on.
    expect: everyone('404 NOT_FOUND'),
  },
  'POST /api/events': signedDoor('/api/events', { event_type: 'sent', contact_email: 'a@example.com' }),
  'POST /api/cost-events': signedDoor('/api/cost-events', { provider: 'openai', cost_micros: 1 }),
  'POST /api/webhooks/n8n': signedDoor('/api/webhooks/n8n', { type: 'cost.recorded', data: { provider: 'x' } }),
  'POST /api/webhooks/n8n/status-change': {
    kind: 'webhook',
    call: unsignedHint,
    expect: unsigned,
    proofs: {
      'the wrong key': {
        call: async () => signDelivery(hint(), { keyId: randomUUID(), secret: `whsec_${'A'.repeat(43)}=` }),
        expect: '401 WEBHOOK_SIGNATURE_INVALID',
      },
    },
  },
}
