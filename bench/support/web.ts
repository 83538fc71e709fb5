import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { nodeBinary, root } from '@/local/paths'
import type { StackState, StackUser } from '@/local/state'

/** A web process of the benchmark's own on the stack's database: the same build, with the rate limits out of the way. */
export type BenchWeb = {
  url: string
  stop: () => Promise<void>
  /** Without a chance to finish what it does. */
  kill: () => Promise<void>
}

export function startBenchWeb(state: StackState): Promise<BenchWeb> {
  return startNext(root, { ...state.app_env, RATE_LIMIT_FACTOR: '10000', LOG_LEVEL: 'error' }, '/api/health')
}

/** `next start` in a folder that was built, on a free port; it is up when `probe` answers anything. */
export async function startNext(
  folder: string,
  env: Record<string, string>,
  probe: string,
  givenPort?: number,
): Promise<BenchWeb> {
  const port = givenPort ?? (await freePort())
  const url = `http://127.0.0.1:${port}`
  const next = join(root, 'node_modules', 'next', 'dist', 'bin', 'next')
  const child = spawn(nodeBinary, [next, 'start', folder, '--hostname', '127.0.0.1', '--port', String(port)], {
    cwd: folder,
    env: { ...process.env, ...env, APP_ORIGIN: url, NODE_ENV: 'production' },
    stdio: 'ignore',
  })
  // A benchmark whose reader has gone (`| head`) ends at once; its web process must not outlive it.
  process.once('exit', () => child.kill('SIGTERM'))
  for (let tries = 0; tries < 150; tries += 1) {
    const status = await fetch(`${url}${probe}`, { signal: AbortSignal.timeout(5_000) }).then(
      (answer) => answer.status,
      () => 0,
    )
    if (status > 0 && status !== 503) break
    await sleep(200)
  }
  const end = (signal: NodeJS.Signals) =>
    new Promise<void>((resolve) => {
      // One that has ended says so no more.
      if (child.exitCode !== null || child.signalCode !== null) return resolve()
      child.once('exit', () => resolve())
      child.kill(signal)
    })
  return { url, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') }
}

export const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

export type Api = (method: string, path: string, body?: unknown) => Promise<unknown>

/** Signs a demo user in. Returns the session cookie as `name=value`. */
export async function sessionCookie(web: BenchWeb, user: StackUser): Promise<string> {
  const answer = await fetch(`${web.url}/api/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: web.url },
    body: JSON.stringify({ email: user.email, password: user.password }),
  })
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0]
  if (!cookie) throw new Error(`${user.email} cannot sign in: ${answer.status}`)
  return cookie
}

/** Signs a demo user in and returns calls that fail on anything but a 2xx. */
export async function signIn(web: BenchWeb, user: StackUser, workspaceId: string | null): Promise<Api> {
  const cookie = await sessionCookie(web, user)
  return async (method, path, body) => {
    const response = await fetch(`${web.url}${path}`, {
      method,
      headers: { cookie, origin: web.url, 'content-type': 'application/json', 'x-workspace-id': workspaceId ?? '' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 300)}`)
    return JSON.parse(text).data
  }
}
