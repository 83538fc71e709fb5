import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, renameSync, statSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { logFile, root } from '../paths'
import { done, LauncherError, seconds, warn } from '../terminal'
import { signalGroup, stopGroup } from './identity'

export type ProcessName = 'postgres' | 'redis' | 'n8n' | 'control_plane' | 'web'

export type ProcessSpec = {
  name: ProcessName
  command: string
  args: string[]
  env: NodeJS.ProcessEnv
  owner?: { uid: number; gid: number }
  beforeStart?: () => void
  stopSignal: 'SIGTERM' | 'SIGINT'
  graceMs: number
  readyTimeoutMs: number
  isReady: () => Promise<boolean>
}

export type SupervisedProcess = {
  spec: ProcessSpec
  pid: () => number
  ready: Promise<void>
  stop: () => Promise<void>
}

const maxLogBytes = 20_000_000
const firstRestartMs = 250
const longestRestartMs = 30_000
const calmAfterMs = 60_000

const openLog = (name: ProcessName): number => {
  const path = logFile(name)
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > maxLogBytes) renameSync(path, `${path}.1`)
  return openSync(path, 'a', 0o600)
}

const launch = (spec: ProcessSpec): ChildProcess => {
  spec.beforeStart?.()
  const log = openLog(spec.name)
  try {
    return spawn(spec.command, spec.args, {
      ...spec.owner,
      cwd: root,
      env: spec.env,
      // Its own process group: Ctrl-C reaches the supervisor alone, and a stop reaches the grandchildren too.
      detached: true,
      stdio: ['ignore', log, log],
    })
  } finally {
    closeSync(log)
  }
}

/** Resolves once the process answers as ready. Throws when it does not within its time, or dies before. */
const awaitReady = async (spec: ProcessSpec, isDead: () => string | null): Promise<void> => {
  const startedAt = Date.now()
  while (!(await spec.isReady().catch(() => false))) {
    const death = isDead()
    if (death) throw new LauncherError(`${spec.name} ended ${death} before it was ready: see ${logFile(spec.name)}`)
    if (Date.now() - startedAt > spec.readyTimeoutMs) {
      throw new LauncherError(`${spec.name} was not ready after ${seconds(startedAt)}: see ${logFile(spec.name)}`)
    }
    await sleep(50)
  }
  done(`${spec.name} ready (${seconds(startedAt)})`)
}

/** Starts a process and, once it was ready, brings it back with back-off whenever it dies. */
export const superviseProcess = (spec: ProcessSpec, onStart: () => void): SupervisedProcess => {
  let child: ChildProcess
  let startedAt = 0
  let death: string | null = null
  let restarts = 0
  let wasReady = false
  let isStopping = false

  const start = () => {
    startedAt = Date.now()
    death = null
    child = launch(spec)
    child.once('error', (error) => void ended(error.message))
    child.once('exit', (code, signal) => void ended(signal ? `by ${signal}` : `with code ${code}`))
    onStart()
  }

  const ended = async (reason: string) => {
    death = reason
    if (child.pid) signalGroup(child.pid, 'SIGKILL')
    if (isStopping || !wasReady) return
    restarts = Date.now() - startedAt > calmAfterMs ? 0 : restarts
    const waitMs = Math.min(firstRestartMs * 2 ** restarts, longestRestartMs)
    restarts += 1
    warn(`${spec.name} ended ${reason}: starting it again in ${waitMs} ms`)
    await sleep(waitMs)
    if (!isStopping) start()
  }

  start()
  const ready = awaitReady(spec, () => death).then(() => {
    wasReady = true
    if (death) void ended(death)
  })
  return {
    spec,
    pid: () => child.pid ?? 0,
    ready,
    stop: async () => {
      isStopping = true
      if (child.pid) await stopGroup(child.pid, spec.stopSignal, spec.graceMs)
    },
  }
}
