import { randomUUID } from 'node:crypto'
import type { Ctx } from '@/lib/auth/context'
import type { Role } from '@/lib/auth/permissions'
import { PLATFORM_OWNER } from '@/lib/credentials/vault'
import { asPlatform, asUser, asWorkspace } from '@/lib/db/principals'
import { runtime } from '@/lib/runtime'

export type TestWorkspace = { id: string; slug: string; users: Record<Role, string> }

/** A fresh tenant with one person per role: suites never share one. */
export async function createTestWorkspace(): Promise<TestWorkspace> {
  const id = randomUUID()
  const slug = `test-${id.slice(0, 13)}`
  const users = Object.fromEntries(
    (['viewer', 'member', 'admin', 'owner'] as const).map((role) => [role, `${role}-${id}`]),
  ) as Record<Role, string>
  await asPlatform('test workspace')(async (trx) => {
    await trx
      .insertInto('workspaces')
      .values({ id, name: `Test ${slug}`, slug, owner_id: users.owner })
      .execute()
    const members = Object.entries(users).map(([role, user_id]) => ({
      workspace_id: id,
      user_id,
      role,
      email: `${role}@${slug}.example.com`,
      name: `${role} of ${slug}`,
    }))
    await trx.insertInto('workspace_members').values(members).execute()
  })
  return { id, slug, users }
}

/** The context a route would build for this person. */
export function userCtx(workspace: TestWorkspace, role: Role = 'member'): Ctx {
  const userId = workspace.users[role]
  return {
    workspaceId: workspace.id,
    actor: { type: 'user', id: userId, role },
    db: asUser({ userId }),
    requestId: randomUUID(),
    log: runtime().log,
  }
}

/** An engine row that points at `baseUrl` (without /api/v1), sealed like production's. */
export async function createTestEngine(baseUrl: string, apiKey: string): Promise<string> {
  const sealed = runtime().vault.seal(JSON.stringify({ api_key: apiKey }), { owner: PLATFORM_OWNER, type: 'engine' })
  return asPlatform('test engine')(async (trx) => {
    const row = await trx
      .insertInto('platform.engines')
      .values({ kind: 'n8n_api', base_url: `${baseUrl}/api/v1`, name: 'Test engine', rate_per_min: 100_000, ...sealed })
      .returning('id')
      .executeTakeFirstOrThrow()
    return row.id
  })
}

/** A campaign linked to a workflow of that engine, as `linkWorkflow` leaves it. */
export async function createTestCampaign(
  workspace: TestWorkspace,
  engineId: string,
  workflowId: string,
): Promise<string> {
  return asPlatform('test campaign')(async (trx) => {
    const { id } = await trx
      .insertInto('campaigns')
      .values({
        workspace_id: workspace.id,
        name: `Campaign ${randomUUID().slice(0, 8)}`,
        status: 'paused',
        engine_id: engineId,
        n8n_workflow_id: workflowId,
        created_by: workspace.users.owner,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await trx
      .insertInto('platform.engine_workflows')
      .values({ workspace_id: workspace.id, engine_id: engineId, campaign_id: id, n8n_workflow_id: workflowId })
      .execute()
    return id
  })
}

/** The context the control plane would build for a job of this workspace. */
export function jobCtx(workspace: TestWorkspace, job: string): Ctx {
  return {
    workspaceId: workspace.id,
    actor: { type: 'job', id: job },
    db: asWorkspace(workspace.id),
    requestId: randomUUID(),
    log: runtime().log,
  }
}
