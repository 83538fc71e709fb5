import { existsSync, statfsSync } from 'node:fs'
import { isBuildCurrent } from '../build'
import { findChromium } from '../install/chromium'
import { isN8nInstalled, n8nFolder } from '../install/n8n'
import { findProgram } from '../install/system-package'
import { cacheFolder, home, logFile, root } from '../paths'
import { isPortFree, portNames, portVariable, wantedPorts } from '../ports'
import { isAlive } from '../processes/identity'
import { answers } from '../processes/readiness'
import { findSupervisor, readRegistry } from '../processes/registry'
import { findState } from '../state'
import { done, failed, say, warn } from '../terminal'

type Finding = { level: 'good' | 'note' | 'bad'; text: string }
const good = (text: string): Finding => ({ level: 'good', text })
const note = (text: string): Finding => ({ level: 'note', text })
const bad = (text: string): Finding => ({ level: 'bad', text })

const neededBytes = 4e9

const machine = (): Finding[] => {
  const major = Number(process.versions.node.split('.')[0])
  const disk = statfsSync(root)
  const freeBytes = disk.bavail * disk.bsize
  const free = `${(freeBytes / 1e9).toFixed(0)} GB free`
  return [
    major >= 24
      ? good(`Node ${process.versions.node}`)
      : bad(`Node ${process.versions.node}: 24 is needed. Delete node_modules and run ./sovereign up`),
    freeBytes > neededBytes ? good(`disk: ${free}`) : bad(`disk: only ${free}, ${neededBytes / 1e9} GB are needed`),
  ]
}

const installed = (): Finding[] => {
  const redis = findProgram('redis-server')
  const chromium = findChromium()
  return [
    redis
      ? good(`redis-server: ${redis}`)
      : note('redis-server is missing: up installs it, or apt-get install -y redis-server'),
    chromium && existsSync(chromium)
      ? good(`Chromium: ${chromium}`)
      : note('Chromium is missing (only test needs it): test installs it, or apt-get install -y chromium'),
    isN8nInstalled()
      ? good(`n8n: ${n8nFolder()}`)
      : note(`n8n is not in ${cacheFolder} yet: up installs it (2 to 4 minutes)`),
    isBuildCurrent() ? good('production build: current') : note('production build: none of these sources; up makes it'),
  ]
}

const ports = async (): Promise<Finding[]> => {
  if (findSupervisor()) return []
  const wanted = wantedPorts()
  const findings = portNames.map(async (name) => {
    const port = wanted[name]
    return (await isPortFree(port))
      ? good(`port ${port} for ${name}: free`)
      : note(`port ${port} for ${name} is taken: up moves it aside; ${portVariable(name)} chooses another`)
  })
  return Promise.all(findings)
}

const isAnswering = (url: string, status: number) => answers(url, status).catch(() => false)

const health = async (): Promise<Finding[]> => {
  const state = findState()
  if (!state) return []
  const checks: [string, string, number][] = [
    ['web', `${state.web_url}/api/health`, 200],
    ['control_plane', `${state.control_plane_url}/health/ready`, 200],
    ['n8n', `${state.n8n_url}/api/v1/workflows`, 401],
  ]
  return Promise.all(
    checks.map(async ([name, url, status]) =>
      (await isAnswering(url, status)) ? good(`${name} answers`) : bad(`${name} does not answer: see ${logFile(name)}`),
    ),
  )
}

const stack = async (): Promise<Finding[]> => {
  const registry = readRegistry()
  if (!registry) return [note(`nothing is up in ${home}: ./sovereign up`)]
  if (!findSupervisor()) return [bad('the supervisor is gone, its processes may not be: ./sovereign down stops them')]
  const processes = Object.entries(registry.processes).map(([name, identity]) =>
    isAlive(identity)
      ? good(`${name} runs (pid ${identity.pid})`)
      : bad(`${name} is down, being restarted: see ${logFile(name)}`),
  )
  return [...processes, ...(await health())]
}

/** Looks at everything the stack needs and says what to do. Exit code 1 when something is broken. */
export const doctor = async (): Promise<void> => {
  const findings = [...machine(), ...installed(), ...(await ports()), ...(await stack())]
  const show = { good: done, note: warn, bad: failed }
  for (const { level, text } of findings) show[level](text)
  const broken = findings.filter(({ level }) => level === 'bad').length
  say(broken === 0 ? '\nnothing is broken' : `\n${broken} to mend`)
  if (broken > 0) process.exitCode = 1
}
