import { chmodSync, mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')

/** Everything a stack remembers lives here; another SOVEREIGN_HOME is another, independent stack. */
export const home = resolve(root, process.env.SOVEREIGN_HOME ?? '.local')

export const testHome = process.env.SOVEREIGN_HOME ? home : join(home, 'test')

export const logFolder = join(home, 'logs')

export const cacheFolder =
  process.env.SOVEREIGN_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'sovereign')

export const nodeBinary = join(root, 'node_modules', '.bin', 'node')

export const logFile = (process: string) => join(logFolder, `${process}.log`)

/** Creates the stack's folders. Postgres runs as its own user under root, so the home is passable but not listable. */
export const makeHome = (): void => {
  mkdirSync(home, { recursive: true })
  chmodSync(home, 0o711)
  for (const folder of [logFolder, join(home, 'redis'), join(home, 'n8n')]) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
  }
}
