import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { nodeBinary, root } from '@/local/paths'
import { readState } from '@/local/state'

/** Further processes of the product beside the running stack's, which a test may kill at a chosen step. */
export type Crash = { armOn: string; at: number }
/** What the process was waiting for when it died: whom it had asked, and what. */
export type Death = { peer: string; question: string }
export type OwnProcess = {
  url: string
  logFile: string
  exited: Promise<string>
  death: () => Death | null
  stop: () => Promise<void>
}
type Command = { args: string[]; env: Record<string, string>; port: number; health: string }

const folder = mkdtempSync(join(tmpdir(), 'sovereign-processes-'))
const preload = join(root, '__tests__', 'helpers', 'stack-crash-preload.ts')
let started = 0

export const portOf = (url: string): number => Number(new URL(url).port)

/** `next start` on the production build that the stack runs, on a port of its own. */
export async function startWeb(env: Record<string, string> = {}, crash?: Crash): Promise<OwnProcess> {
  const port = await freePort()
  const next = join(root, 'node_modules', 'next', 'dist', 'bin', 'next')
  const args = [next, 'start', '--hostname', '127.0.0.1', '--port', String(port)]
  return start({ args, env: { RATE_LIMIT_FACTOR: '1000', ...env }, port, health: '/api/health' }, crash)
}

export async function startControlPlane(env: Record<string, string> = {}, crash?: Crash): Promise<OwnProcess> {
  const port = await freePort()
  const args = ['--import', 'tsx', join(root, 'control-plane', 'src', 'index.ts')]
  return start({ args, env: { HOST: '127.0.0.1', PORT: String(port), ...env }, port, health: '/health' }, crash)
}

async function start({ args, env: own, port, health }: Command, crash?: Crash): Promise<OwnProcess> {
  started += 1
  const logFile = join(folder, `${started}.log`)
  const report = join(folder, `${started}.death`)
  const env = { ...process.env, ...readState().app_env, NODE_ENV: 'production' as const, ...own }
  const log = openSync(logFile, 'a')
  const child = spawn(nodeBinary, args, {
    cwd: root,
    env: crash ? { ...env, ...crashEnv(env, crash, report) } : env,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  const exited = exitOf(child)
  const url = `http://127.0.0.1:${port}`
  await answering(`${url}${health}`, child, logFile)
  return {
    url,
    logFile,
    exited,
    death: () => (existsSync(report) ? (JSON.parse(readFileSync(report, 'utf8')) as Death) : null),
    stop: async () => {
      child.kill('SIGKILL')
      await exited
    },
  }
}

function crashEnv(env: Record<string, string | undefined>, { armOn, at }: Crash, report: string) {
  const peers = {
    postgres: portOf(env.DATABASE_URL ?? ''),
    redis: portOf(env.REDIS_URL ?? ''),
    engine: portOf(readState().n8n_url),
  }
  return {
    NODE_OPTIONS: `--import ${pathToFileURL(preload).href}`,
    CRASH_ARM: armOn,
    CRASH_AT: String(at),
    CRASH_PEERS: JSON.stringify(peers),
    CRASH_REPORT: report,
  }
}

const exitOf = (child: ChildProcess): Promise<string> =>
  new Promise((resolve) => child.once('exit', (code, signal) => resolve(signal ?? `code ${code}`)))

async function answering(url: string, child: ChildProcess, logFile: string): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`Ended before it answered: ${readFileSync(logFile, 'utf8').slice(-2_000)}`)
    }
    const response = await fetch(url).catch(() => null)
    await response?.arrayBuffer()
    if (response?.ok) return
    await sleep(50)
  }
  child.kill('SIGKILL')
  throw new Error(`No answer from ${url}`)
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

/** Asks every 50 ms until it is true. Throws after `timeoutMs`. */
export async function until(what: string, isTrue: () => boolean | Promise<boolean>, timeoutMs = 20_000): Promise<void> {
  const deadline = Date.now() + timeoutMs
  while (!(await isTrue())) {
    if (Date.now() > deadline) throw new Error(`Not within ${timeoutMs} ms: ${what}`)
    await sleep(50)
  }
}
