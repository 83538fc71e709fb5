import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { readJson, writeJson } from '../files'
import { home } from '../paths'
import { type Identity, isAlive, startOf, stopGroup } from './identity'

const IdentitySchema = z.object({ pid: z.number().int(), started: z.string() })
const Registry = z.object({
  supervisor: IdentitySchema,
  is_ready: z.boolean(),
  is_dev: z.boolean(),
  processes: z.record(
    z.string(),
    IdentitySchema.extend({ stop_signal: z.enum(['SIGTERM', 'SIGINT']), grace_ms: z.number() }),
  ),
})
export type Registry = z.infer<typeof Registry>

const fileIn = (stackHome: string) => join(stackHome, 'processes.json')
const registryFile = fileIn(home)

export const readRegistry = (stackHome = home): Registry | null => readJson(fileIn(stackHome), Registry)
export const writeRegistry = (registry: Registry): void => writeJson(registryFile, registry)
export const removeRegistry = (): void => rmSync(registryFile, { force: true })

/** The running supervisor of this stack, or null. */
export const findSupervisor = (): (Identity & { isReady: boolean; isDev: boolean }) | null => {
  const registry = readRegistry()
  if (!registry || !isAlive(registry.supervisor)) return null
  return { ...registry.supervisor, isReady: registry.is_ready, isDev: registry.is_dev }
}

export const identify = (pid: number): Identity => ({ pid, started: startOf(pid) ?? 'gone' })

/** Stops what a killed supervisor left behind, and nothing that merely has one of its pids. Returns the names. */
export const reapLeftovers = async (ofSupervisor?: number): Promise<string[]> => {
  const registry = readRegistry()
  if (!registry || isAlive(registry.supervisor)) return []
  if (ofSupervisor && registry.supervisor.pid !== ofSupervisor) return []
  const leftovers = Object.entries(registry.processes).filter(([, identity]) => isAlive(identity))
  // The stores last: what stands on them may want to write its last words.
  for (const names of [
    ['web', 'control_plane', 'n8n'],
    ['redis', 'postgres'],
  ]) {
    const round = leftovers.filter(([name]) => names.includes(name))
    await Promise.all(round.map(([, { pid, stop_signal, grace_ms }]) => stopGroup(pid, stop_signal, grace_ms)))
  }
  return leftovers.map(([name]) => name)
}

/** Has the supervisor of another stack of this clone restart its web process; false when it runs no production build. */
export const renewWeb = (stackHome: string): boolean => {
  const registry = readRegistry(stackHome)
  const web = registry?.processes.web
  if (!registry || registry.is_dev || !web || !isAlive(registry.supervisor) || !isAlive(web)) return false
  process.kill(web.pid, 'SIGTERM')
  return true
}
