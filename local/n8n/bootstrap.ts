import { z } from 'zod'
import { loadSecrets, rememberApiKey } from '../secrets'
import { callN8n } from './api'

export const n8nOwner = () => ({ email: 'owner@n8n.example.com', password: loadSecrets().n8n_owner_password })

/** What campaigns, sync and template deployment need; intersected with what the running version offers. */
const wantedScope =
  /^(workflow|execution|credential|tag|workflowTags):(create|read|update|delete|list|activate|deactivate|retry|stop)$/

const Settings = z.object({ data: z.object({ userManagement: z.object({ showSetupOnFirstLoad: z.boolean() }) }) })
const Scopes = z.object({ data: z.array(z.string()) })
const CreatedKey = z.object({ data: z.object({ rawApiKey: z.string() }) })

const isKeyGood = async (url: string, key: string): Promise<boolean> => {
  const response = await fetch(`${url}/api/v1/workflows?limit=1`, { headers: { 'X-N8N-API-KEY': key } })
  await response.body?.cancel()
  return response.ok
}

/** The owner's session cookie; the owner account is created on a fresh instance. */
const signIn = async (url: string): Promise<string> => {
  const owner = n8nOwner()
  const { data } = await callN8n(`${url}/rest/settings`, Settings)
  const isFresh = data.userManagement.showSetupOnFirstLoad
  const response = await fetch(`${url}/rest/${isFresh ? 'owner/setup' : 'login'}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(
      isFresh
        ? { ...owner, firstName: 'Local', lastName: 'Owner' }
        : { emailOrLdapLoginId: owner.email, password: owner.password },
    ),
  })
  const cookie = response.headers.getSetCookie().find((entry) => entry.startsWith('n8n-auth='))
  if (!response.ok || !cookie) {
    throw new Error(`n8n refused its owner's sign-in (${response.status}): ${(await response.text()).slice(0, 300)}`)
  }
  return cookie.slice(0, cookie.indexOf(';'))
}

/** A working API key of the local n8n: the remembered one, or a new one made as its owner. */
export const bootstrapN8n = async (url: string): Promise<string> => {
  const known = loadSecrets().n8n_api_key
  if (known && (await isKeyGood(url, known))) return known
  const headers = { cookie: await signIn(url) }
  const offered = await callN8n(`${url}/rest/api-keys/scopes`, Scopes, { headers })
  const created = await callN8n(`${url}/rest/api-keys`, CreatedKey, {
    method: 'POST',
    headers,
    body: JSON.stringify({
      label: `sovereign ${new Date().toISOString()}`,
      scopes: offered.data.filter((scope) => wantedScope.test(scope)),
      expiresAt: null,
    }),
  })
  rememberApiKey(created.data.rawApiKey)
  return created.data.rawApiKey
}
