import { join } from 'node:path'
import { nodeBinary, root } from '../paths'
import type { Ports } from '../ports'
import { type Secrets, vaultKeys } from '../secrets'
import { stackUsers, superAdmin } from '../seed/people'
import type { ProcessSpec } from './child'
import { answers } from './readiness'

export const webUrl = (ports: Ports): string => `http://127.0.0.1:${ports.web}`
export const controlPlaneUrl = (ports: Ports): string => `http://127.0.0.1:${ports.control_plane}`

const demoUsers = (secrets: Secrets) =>
  stackUsers(secrets.demo_password).map(({ email, password, role, workspace_slug }) => ({
    email,
    password,
    label: workspace_slug ? `${role} of ${workspace_slug}` : 'super admin',
  }))

/** The environment of web and control plane on this stack: what production sets as environment variables. */
export const appEnv = (ports: Ports, secrets: Secrets, redisUrl: string): Record<string, string> => ({
  DATABASE_URL: `postgresql://sovereign_app:${secrets.app_database_password}@127.0.0.1:${ports.postgres}/postgres`,
  REDIS_URL: redisUrl,
  VAULT_KEYS: JSON.stringify(vaultKeys(secrets)),
  SUPER_ADMIN_IDS: superAdmin.id,
  APP_ORIGIN: webUrl(ports),
  CRON_SECRET: secrets.cron_secret,
  ALLOW_LOCAL_SIGN_IN: 'loopback',
  LOCAL_SIGN_IN_PRIVATE_KEY: secrets.session_private_key,
  SHOW_DEMO_USERS: 'true',
  DEMO_USERS: JSON.stringify(demoUsers(secrets)),
})

export const webSpec = (ports: Ports, env: Record<string, string>, isDev: boolean): ProcessSpec => ({
  name: 'web',
  command: nodeBinary,
  args: [
    join(root, 'node_modules', 'next', 'dist', 'bin', 'next'),
    isDev ? 'dev' : 'start',
    '--hostname',
    '127.0.0.1',
    '--port',
    String(ports.web),
  ],
  env: { ...process.env, ...env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: isDev ? 'development' : 'production' },
  stopSignal: 'SIGTERM',
  graceMs: 10_000,
  readyTimeoutMs: isDev ? 180_000 : 60_000,
  isReady: () => answers(`${webUrl(ports)}/api/health`, 200),
})

export const controlPlaneSpec = (ports: Ports, env: Record<string, string>): ProcessSpec => ({
  name: 'control_plane',
  command: nodeBinary,
  args: ['--import', 'tsx', join(root, 'control-plane', 'src', 'index.ts')],
  env: { ...process.env, ...env, NODE_ENV: 'production', PORT: String(ports.control_plane), HOST: '127.0.0.1' },
  stopSignal: 'SIGTERM',
  graceMs: 30_000,
  readyTimeoutMs: 60_000,
  isReady: () => answers(`${controlPlaneUrl(ports)}/health/ready`, 200),
})
