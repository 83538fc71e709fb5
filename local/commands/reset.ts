import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { home } from '../paths'
import { done, LauncherError } from '../terminal'
import { down } from './down'

const data = [
  'postgres',
  'postgres-migrations.json',
  'redis',
  'n8n',
  'logs',
  'secrets.json',
  'ports.json',
  'state.json',
  'processes.json',
]

const confirm = async (): Promise<boolean> => {
  if (!process.stdin.isTTY)
    throw new LauncherError('Nobody to ask: ./sovereign reset --yes deletes all data of this stack')
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  const answer = await terminal.question(`Delete all data in ${home}? [y/N] `)
  terminal.close()
  return /^y(es)?$/i.test(answer.trim())
}

/** Stops the stack and deletes its data, secrets and logs. Asks first, unless told `--yes`. */
export const reset = async (args: string[]): Promise<void> => {
  if (!args.includes('--yes') && existsSync(home) && !(await confirm())) return
  await down()
  for (const name of data) rmSync(join(home, name), { recursive: true, force: true })
  done(`${home} is empty; the next up starts afresh`)
}
