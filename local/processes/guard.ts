import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from '../paths'

/**
 * A process that only waits for this one to end (its stdin closes then, however the end came) and stops what is left.
 * Returns the function that dismisses it.
 */
export const startGuard = (): (() => void) => {
  const script = 'cat >/dev/null; exec "$0" --import tsx "$1" "$2"'
  const main = join(root, 'local', 'guard', 'main.ts')
  const guard = spawn('bash', ['-c', script, process.execPath, main, String(process.pid)], {
    cwd: root,
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  return () => {
    if (guard.pid) process.kill(-guard.pid, 'SIGKILL')
  }
}
