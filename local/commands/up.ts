import { spawn } from 'node:child_process'
import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createVault } from '@/lib/credentials/vault'
import { buildWeb, isBuildCurrent } from '../build'
import { installN8n } from '../install/n8n'
import { installRedis } from '../install/redis'
import { withLock } from '../lock'
import { home, logFile, makeHome, nodeBinary, root } from '../paths'
import { findSupervisor } from '../processes/registry'
import { superviseStack } from '../processes/supervisor'
import { loadSecrets, vaultKeys } from '../secrets'
import { seedDemoData } from '../seed/demo-data'
import { readState, type StackState } from '../state'
import { doing, done, failed, LauncherError, say, seconds, warn } from '../terminal'

const announce = (state: StackState): void => {
  say(`\n  Sovereign   ${state.web_url}`)
  say(`  n8n         ${state.n8n_url}   ${state.n8n_owner.email} / ${state.n8n_owner.password}\n`)
  const width = Math.max(...state.users.map(({ email }) => email.length))
  for (const { email, password, role, workspace_slug } of state.users) {
    say(`  ${email.padEnd(width)}  ${password}  ${role}${workspace_slug ? ` of ${workspace_slug}` : ''}`)
  }
  say('')
}

/** A year of mail in the demo workspaces, when asked for. */
const addDemoData = async (args: string[]): Promise<void> => {
  if (!args.includes('--demo-data')) return
  const startedAt = Date.now()
  const added = await seedDemoData(readState().postgres_url, createVault(vaultKeys(loadSecrets())))
  done(`demo data: ${added.toLocaleString('en')} events added (${seconds(startedAt)})`)
}

const prepare = async (isDev: boolean): Promise<void> => {
  await installRedis()
  await installN8n()
  if (!isDev) await buildWeb()
}

/** Shows what the supervisor says from here on, until the stack is ready. Throws when the supervisor gives up. */
const followStart = async (fromByte: number, isGone: () => boolean): Promise<void> => {
  const log = openSync(logFile('supervisor'), 'r')
  const buffer = Buffer.alloc(65_536)
  let position = fromByte
  const show = () => {
    for (let read = 1; read > 0; position += read) {
      read = readSync(log, buffer, 0, buffer.length, position)
      process.stdout.write(buffer.subarray(0, read))
    }
  }
  try {
    for (;;) {
      await sleep(100)
      show()
      if (findSupervisor()?.isReady) return
      if (isGone()) {
        show()
        throw new LauncherError(`The stack did not come up: see ${logFile('supervisor')}`)
      }
    }
  } finally {
    closeSync(log)
  }
}

const logSize = (): number => statSync(logFile('supervisor'), { throwIfNoEntry: false })?.size ?? 0

const startDetached = async (isDev: boolean): Promise<void> => {
  const fromByte = logSize()
  const log = openSync(logFile('supervisor'), 'a', 0o600)
  const main = join(root, 'local', 'processes', 'main.ts')
  const supervisor = spawn(nodeBinary, ['--import', 'tsx', main, ...(isDev ? ['--dev'] : [])], {
    cwd: root,
    detached: true,
    stdio: ['ignore', log, log],
  })
  supervisor.unref()
  closeSync(log)
  await followStart(fromByte, () => supervisor.exitCode !== null || supervisor.signalCode !== null)
}

const runHere = async (isDev: boolean, args: string[], startedAt: number): Promise<void> => {
  let stop: (() => Promise<void>) | null = null
  let isLeaving = false
  const leave = async () => {
    if (isLeaving) return
    isLeaving = true
    doing('stopping')
    await stop?.()
    done('stopped; the data stays')
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void leave())
  try {
    const { state } = await superviseStack(isDev, (stopStack) => {
      stop = stopStack
    })
    await addDemoData(args)
    done(`up in ${seconds(startedAt)}; Ctrl-C stops it`)
    announce(state)
  } catch (error) {
    if (isLeaving) return
    failed(error instanceof Error ? error.message : String(error))
    process.exit(1)
  }
}

const joinRunning = async (isDev: boolean, isReady: boolean): Promise<void> => {
  if (isReady) done('already up')
  else {
    doing('it is being started')
    await followStart(logSize(), () => !findSupervisor())
  }
  if (!isDev && !isBuildCurrent()) warn('the sources changed since its build: ./sovereign down, then up, shows them')
  announce(readState())
}

/** Brings the stack up; a stack that is up already is only described. */
export const up = async (args: string[]): Promise<void> => {
  const startedAt = Date.now()
  const isDev = args.includes('--dev')
  makeHome()
  await withLock(join(home, 'up.lock'), 'it starts this stack', async () => {
    const running = findSupervisor()
    if (running) {
      await joinRunning(running.isDev, running.isReady)
      return addDemoData(args)
    }
    await prepare(isDev)
    if (!args.includes('--detach')) return runHere(isDev, args, startedAt)
    await startDetached(isDev)
    await addDemoData(args)
    done(`up in ${seconds(startedAt)}; ./sovereign down stops it`)
    announce(readState())
  })
}
