import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** When a process started, as the system tells it; null when there is no such process. A pid alone may be reused. */
export const startOf = (pid: number): string | null => {
  try {
    if (existsSync('/proc/self/stat')) {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return fields[0] === 'Z' ? null : (fields[19] ?? null)
    }
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null
  } catch {
    return null
  }
}

export type Identity = { pid: number; started: string }

export const isAlive = (identity: Identity): boolean => startOf(identity.pid) === identity.started

/** Signals a whole process group, if anybody is left in it. */
export const signalGroup = (leader: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(-leader, signal)
  } catch {
    // Nobody left.
  }
}

/** Stops a process group: asks its leader, then ends whoever is left. Resolves when the leader is gone. */
export const stopGroup = async (leader: number, signal: NodeJS.Signals, graceMs: number): Promise<void> => {
  signalLeader(leader, signal)
  const until = Date.now() + graceMs
  while (Date.now() < until && startOf(leader)) await sleep(25)
  signalGroup(leader, 'SIGKILL')
  while (startOf(leader)) await sleep(25)
}

const signalLeader = (leader: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(leader, signal)
  } catch {
    // Already gone.
  }
}
