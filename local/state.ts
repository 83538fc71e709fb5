import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { readJson, writeJson } from './files'
import { home } from './paths'

export const StackUser = z.object({
  email: z.string(),
  password: z.string(),
  /** Null for the super admin, who belongs to no workspace. */
  workspace_slug: z.string().nullable(),
  workspace_id: z.string().nullable(),
  role: z.enum(['owner', 'admin', 'member', 'viewer', 'super_admin']),
})
export type StackUser = z.infer<typeof StackUser>

export const StackState = z.object({
  web_url: z.string(),
  control_plane_url: z.string(),
  n8n_url: z.string(),
  n8n_api_key: z.string(),
  n8n_owner: z.object({ email: z.string(), password: z.string() }),
  /** As the database owner: for tests and tools. The app itself connects with `app_env.DATABASE_URL`. */
  postgres_url: z.string(),
  redis_url: z.string(),
  users: z.array(StackUser),
  webhook_secrets: z.record(z.string(), z.string()),
  pids: z.record(z.string(), z.number()),
  /** What the control plane and the web process were started with. */
  app_env: z.record(z.string(), z.string()),
})
export type StackState = z.infer<typeof StackState>

const stateFile = join(home, 'state.json')

/** The state of the running stack, or null when none is up. */
export const findState = (): StackState | null => readJson(stateFile, StackState)

/** The state of the running stack (`SOVEREIGN_HOME` chooses which). Throws when none is up. */
export const readState = (): StackState => {
  const state = findState()
  if (!state) throw new Error(`No stack is up in ${home}: run ./sovereign up --detach first`)
  return state
}

export const writeState = (state: StackState): void => writeJson(stateFile, state)

export const removeState = (): void => rmSync(stateFile, { force: true })
