import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { App } from '@supabase/lite'
import { createPostgresConnection } from '@supabase/lite/postgres'

// A process of its own: the package is ESM only, and the Data API is another server in production, too.
const { DATA_API_URL = '', DATA_API_SECRET = '', DATA_API_KEY = '' } = process.env
const connection = createPostgresConnection({ url: DATA_API_URL, postgresOptions: { max: 4 } })
// It would otherwise grant all on everything to anon, as its own projects have it; this database's grants are the subject.
Object.assign(connection, { rlsState: 'active' })
const app = new App({
  connection,
  auth: { enabled: true, jwt_secret: DATA_API_SECRET, publishable_key: DATA_API_KEY },
  options: { server: { disableStudio: true } },
})
const server = serve({
  port: 0,
  hostname: '127.0.0.1',
  fetch: (request, env) => app.fetch(request, { peerAddress: env.incoming.socket.remoteAddress ?? null }),
})
server.once('listening', () => process.send?.((server.address() as AddressInfo).port))
process.once('disconnect', () => process.exit(0))
