import { createServer } from 'node:net'
import { join } from 'node:path'
import { z } from 'zod'
import { readJson, writeJson } from './files'
import { home } from './paths'
import { warn } from './terminal'

const defaults = {
  web: 3000,
  control_plane: 3100,
  n8n: 5678,
  n8n_broker: 5679,
  postgres: 54329,
  redis: 63799,
}
export type PortName = keyof typeof defaults
export type Ports = Record<PortName, number>

export const portNames = [
  'web',
  'control_plane',
  'n8n',
  'n8n_broker',
  'postgres',
  'redis',
] as const satisfies PortName[]
const PortsSchema = z.record(z.enum(portNames), z.number().int().min(1).max(65_535))
const portsFile = join(home, 'ports.json')
export const portVariable = (name: PortName): string => `SOVEREIGN_${name.toUpperCase()}_PORT`

export const isPortFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)))
  })

const wantedPort = (name: PortName, remembered: Ports | null): number => {
  const given = process.env[portVariable(name)]
  return given ? z.coerce.number().int().min(1).max(65_535).parse(given) : (remembered?.[name] ?? defaults[name])
}

/** The ports this stack used last, or wants to use. */
export const wantedPorts = (): Ports => {
  const remembered = readJson(portsFile, PortsSchema)
  return PortsSchema.parse(Object.fromEntries(portNames.map((name) => [name, wantedPort(name, remembered)])))
}

/** One free loopback port per listener; a taken one moves aside to the next free, and the choice is remembered. */
export const choosePorts = async (): Promise<Ports> => {
  const wanted = wantedPorts()
  const taken = new Set<number>()
  const chosen: Record<string, number> = {}
  for (const name of portNames) {
    let port = wanted[name]
    while (taken.has(port) || !(await isPortFree(port))) port = port < 65_535 ? port + 1 : 20_000
    if (port !== wanted[name]) warn(`port ${wanted[name]} is taken: ${name} moves to ${port} (${portVariable(name)})`)
    taken.add(port)
    chosen[name] = port
  }
  const ports = PortsSchema.parse(chosen)
  writeJson(portsFile, ports)
  return ports
}
