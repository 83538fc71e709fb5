import { fork } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { createClient } from '@supabase/supabase-js'
import { SignJWT } from 'jose'

const secret: string = randomUUID()
const key = `sb_publishable_${randomBytes(16).toString('base64url')}`

/** The public Data API over a database that stands at the newest migration, and supabase-js to attack it with. */
export async function startDataApi(databaseUrl: string) {
  const server = fork(join(process.cwd(), '__tests__', 'security', 'data-api-server.ts'), {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, DATA_API_URL: databaseUrl, DATA_API_SECRET: secret, DATA_API_KEY: key },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const [port] = (await once(server, 'message')) as [number]
  const address = `http://127.0.0.1:${port}`
  return {
    address,
    key,
    /** With a token of these claims, rightly signed unless told otherwise; with null nobody is signed in. */
    client: (claims: Record<string, unknown> | null, { schema = 'public', signedWith = secret } = {}) =>
      createClient(address, key, {
        auth: { persistSession: false, autoRefreshToken: false },
        db: { schema },
        ...(claims && { accessToken: () => sign(claims, signedWith) }),
      }),
    close: async () => {
      server.disconnect()
      await once(server, 'exit')
    },
  }
}
export type DataApi = Awaited<ReturnType<typeof startDataApi>>
export type Client = ReturnType<DataApi['client']>

const sign = (claims: Record<string, unknown>, signedWith: string): Promise<string> =>
  new SignJWT({ role: 'authenticated', aud: 'authenticated', ...claims })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(signedWith))
