import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nodeBinary, root } from '@/local/paths'
import { prepareDatabase } from '@/local/postgres/prepare'
import { freePort } from '../web'

export type Cluster = { ownerUrl: string; appUrl: string; restart: () => Promise<void>; remove: () => Promise<void> }

const script = join(root, '__tests__', 'integration', 'jobs', 'own-postgres.ts')

/** A Postgres of its own at the newest schema, that may be stopped and started without hurting the running stack. */
export async function startCluster(): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), 'sovereign-replay-'))
  chmodSync(folder, 0o777)
  const port = await freePort()
  const run = (mode: string) =>
    spawn(nodeBinary, ['--import', 'tsx', script, join(folder, 'postgres'), String(port), mode], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  const start = async (): Promise<ChildProcess> => {
    const child = run('start')
    await new Promise<void>((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`Postgres ended with ${code}`)))
      child.stdout.on('data', (chunk: Buffer) => {
        if (chunk.toString().includes('ready')) resolve()
      })
    })
    return child
  }
  const stop = (child: ChildProcess) =>
    new Promise<void>((resolve) => {
      child.removeAllListeners('exit')
      child.once('exit', () => resolve())
      child.kill('SIGTERM')
    })
  const initialising = run('initialise')
  await new Promise((resolve) => initialising.once('exit', resolve))
  let running = await start()
  process.once('exit', () => running.kill('SIGTERM'))
  const ownerUrl = `postgresql://postgres:postgres@127.0.0.1:${port}/postgres`
  await prepareDatabase(ownerUrl, 'app')
  return {
    ownerUrl,
    appUrl: `postgresql://sovereign_app:app@127.0.0.1:${port}/postgres`,
    restart: async () => {
      await stop(running)
      running = await start()
    },
    remove: async () => {
      await stop(running)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
