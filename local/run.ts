import { spawn } from 'node:child_process'
import { root } from './paths'
import { LauncherError } from './terminal'

type RunOptions = { cwd?: string; env?: NodeJS.ProcessEnv }

/** Runs a program to its end and returns what it printed. Throws with the end of its output when it fails. */
export const run = (command: string, args: string[], options: RunOptions = {}): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? root,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const output: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => output.push(chunk))
    child.once('error', (error) => reject(new LauncherError(`${command} could not start: ${error.message}`)))
    child.once('close', (code, signal) => {
      const text = Buffer.concat(output).toString()
      if (code === 0) return resolve(text)
      reject(new LauncherError(`${command} ${args.join(' ')} ended with ${signal ?? code}\n${text.slice(-2_000)}`))
    })
  })

type Output = 'stdout' | 'stderr'

/** Runs a program on this terminal and returns its exit code. `stderr` keeps our own stdout for a machine to read. */
export const runExit = (
  command: string,
  args: string[],
  env: NodeJS.ProcessEnv = process.env,
  output: Output = 'stdout',
): Promise<number> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', output === 'stdout' ? 1 : 2, 2] })
    child.once('error', reject)
    child.once('close', (code) => resolve(code ?? 1))
  })
