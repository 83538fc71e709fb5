import { bootstrapN8n, n8nOwner } from '../n8n/bootstrap'
import { makeHome } from '../paths'
import { choosePorts, type Ports } from '../ports'
import { prepareDatabase } from '../postgres/prepare'
import { loadSecrets, type Secrets } from '../secrets'
import { seedStack } from '../seed/seed'
import { findState, removeState, type StackState, writeState } from '../state'
import { doing, done, seconds } from '../terminal'
import { appEnv, controlPlaneSpec, controlPlaneUrl, webSpec, webUrl } from './app'
import { type ProcessName, type ProcessSpec, type SupervisedProcess, superviseProcess } from './child'
import { startGuard } from './guard'
import { n8nSpec, n8nUrl } from './n8n'
import { initialisePostgres, postgresSpec, postgresUrl } from './postgres'
import { redisSpec, redisUrl } from './redis'
import { identify, reapLeftovers, removeRegistry, writeRegistry } from './registry'

type Stack = { processes: SupervisedProcess[]; isDev: boolean; isReady: boolean; isStopping: boolean }

const pidsOf = (stack: Stack): Record<string, number> => ({
  supervisor: process.pid,
  ...Object.fromEntries(stack.processes.map(({ spec, pid }) => [spec.name, pid()])),
})

/** Both files follow every (re)start, so that a reader never meets the pid of a dead process for long. */
const record = (stack: Stack): void => {
  writeRegistry({
    supervisor: identify(process.pid),
    is_ready: stack.isReady,
    is_dev: stack.isDev,
    processes: Object.fromEntries(
      stack.processes.map(({ spec, pid }) => [
        spec.name,
        { ...identify(pid()), stop_signal: spec.stopSignal, grace_ms: spec.graceMs },
      ]),
    ),
  })
  const state = findState()
  if (state) writeState({ ...state, pids: pidsOf(stack) })
}

const start = async (stack: Stack, spec: ProcessSpec): Promise<void> => {
  if (stack.isStopping) return
  stack.processes.push(superviseProcess(spec, () => queueMicrotask(() => record(stack))))
  await stack.processes.at(-1)?.ready
}

const stopAll = async (stack: Stack, ...names: ProcessName[]): Promise<void> => {
  await Promise.all(stack.processes.filter(({ spec }) => names.includes(spec.name)).map((process) => process.stop()))
}

const startDatabase = async (stack: Stack, ports: Ports, secrets: Secrets): Promise<void> => {
  await initialisePostgres()
  await start(stack, await postgresSpec(ports, secrets))
  const startedAt = Date.now()
  await prepareDatabase(postgresUrl(ports, secrets), secrets.app_database_password)
  done(`database at its newest migration (${seconds(startedAt)})`)
}

/** Starts everything, as parallel as it goes. Resolves when all is ready and seeded. */
const startAll = async (stack: Stack): Promise<StackState> => {
  const secrets = loadSecrets()
  const ports = await choosePorts()
  const env = appEnv(ports, secrets, redisUrl(ports, secrets))
  const [apiKey] = await Promise.all([
    start(stack, n8nSpec(ports, secrets, webUrl(ports))).then(() => bootstrapN8n(n8nUrl(ports))),
    Promise.all([startDatabase(stack, ports, secrets), start(stack, redisSpec(ports, secrets))]).then(() =>
      start(stack, webSpec(ports, env, stack.isDev)),
    ),
  ])
  const seedStartedAt = Date.now()
  const seeded = await seedStack(postgresUrl(ports, secrets), { url: n8nUrl(ports), apiKey }, secrets)
  done(`workspaces, people and campaigns in place (${seconds(seedStartedAt)})`)
  // Last, so that its first round finds an engine that answers.
  await start(stack, controlPlaneSpec(ports, env))
  return {
    web_url: webUrl(ports),
    control_plane_url: controlPlaneUrl(ports),
    n8n_url: n8nUrl(ports),
    n8n_api_key: apiKey,
    n8n_owner: n8nOwner(),
    postgres_url: postgresUrl(ports, secrets),
    redis_url: redisUrl(ports, secrets),
    ...seeded,
    pids: pidsOf(stack),
    app_env: env,
  }
}

export type RunningStack = { state: StackState; stop: () => Promise<void> }

/**
 * Runs the stack as children of this process and keeps them running. Throws, with everything stopped again, when a
 * part does not come up. `onStop` receives the stop function at once, so that Ctrl-C works during the start too.
 */
export const superviseStack = async (
  isDev: boolean,
  onStop: (stop: () => Promise<void>) => void,
): Promise<RunningStack> => {
  makeHome()
  const leftovers = await reapLeftovers()
  if (leftovers.length > 0) doing(`stopped what an earlier run left behind: ${leftovers.join(', ')}`)
  const stack: Stack = { processes: [], isDev, isReady: false, isStopping: false }
  record(stack)
  const dismissGuard = startGuard()
  const stop = async () => {
    stack.isStopping = true
    await stopAll(stack, 'web', 'control_plane', 'n8n')
    await stopAll(stack, 'redis', 'postgres')
    removeState()
    removeRegistry()
    dismissGuard()
  }
  onStop(stop)
  try {
    const state = await startAll(stack)
    writeState(state)
    stack.isReady = true
    record(stack)
    return { state, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
