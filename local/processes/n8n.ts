import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { n8nFolder } from '../install/n8n'
import { home, nodeBinary, root } from '../paths'
import type { Ports } from '../ports'
import type { Secrets } from '../secrets'
import type { ProcessSpec } from './child'
import { systemEnv } from './environment'
import { answers } from './readiness'

export const n8nUrl = (ports: Ports): string => `http://127.0.0.1:${ports.n8n}`

const offline = {
  N8N_DIAGNOSTICS_ENABLED: 'false',
  N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
  N8N_TEMPLATES_ENABLED: 'false',
  N8N_PERSONALIZATION_ENABLED: 'false',
  N8N_HIRING_BANNER_ENABLED: 'false',
  N8N_DYNAMIC_BANNERS_ENABLED: 'false',
  // It would ask its vendor's registry at every start.
  N8N_DISABLED_MODULES: 'mcp-registry',
}

export const n8nSpec = (ports: Ports, secrets: Secrets, webUrl: string): ProcessSpec => {
  const url = n8nUrl(ports)
  return {
    name: 'n8n',
    command: nodeBinary,
    args: [join(n8nFolder(), 'node_modules', 'n8n', 'bin', 'n8n'), 'start'],
    env: {
      ...systemEnv(),
      ...offline,
      NODE_ENV: 'production',
      N8N_USER_FOLDER: join(home, 'n8n'),
      N8N_ENCRYPTION_KEY: secrets.n8n_encryption_key,
      N8N_LISTEN_ADDRESS: '127.0.0.1',
      N8N_HOST: '127.0.0.1',
      N8N_PORT: String(ports.n8n),
      N8N_RUNNERS_BROKER_PORT: String(ports.n8n_broker),
      N8N_EDITOR_BASE_URL: `${url}/`,
      N8N_WEBHOOK_URL: `${url}/`,
      N8N_SECURE_COOKIE: 'false',
      N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '5',
      GENERIC_TIMEZONE: 'UTC',
      EXTERNAL_HOOK_FILES: join(root, 'templates', 'n8n', 'hooks.cjs'),
      SOVEREIGN_HOOK_URL: `${webUrl}/api/webhooks/n8n/status-change`,
      SOVEREIGN_HOOK_KEY_ID: secrets.hook_key_id,
      SOVEREIGN_HOOK_SECRET: secrets.hook_secret,
    },
    // After a crash n8n waits ten seconds against restart loops; our own back-off does that.
    beforeStart: () => rmSync(join(home, 'n8n', '.n8n', 'crash.journal'), { force: true }),
    stopSignal: 'SIGTERM',
    // A trigger that is still connecting holds its shutdown up to the time-out above.
    graceMs: 8_000,
    readyTimeoutMs: 180_000,
    // Readiness alone comes before the routes; a call without a key is refused only once they are there.
    isReady: () => answers(`${url}/api/v1/workflows`, 401),
  }
}
