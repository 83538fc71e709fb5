import { setTimeout as sleep } from 'node:timers/promises'
import { isAlive } from '../processes/identity'
import { findSupervisor, reapLeftovers, removeRegistry } from '../processes/registry'
import { removeState } from '../state'
import { doing, done, warn } from '../terminal'

const patienceMs = 60_000

/** Stops the stack and whatever an earlier one left behind. The data stays. */
export const down = async (): Promise<void> => {
  const supervisor = findSupervisor()
  if (supervisor) {
    doing('stopping')
    process.kill(supervisor.pid, 'SIGTERM')
    const until = Date.now() + patienceMs
    while (isAlive(supervisor) && Date.now() < until) await sleep(50)
    if (isAlive(supervisor)) {
      warn('the supervisor does not stop by itself: ending it')
      process.kill(supervisor.pid, 'SIGKILL')
      while (isAlive(supervisor)) await sleep(50)
    }
  }
  const leftovers = await reapLeftovers()
  removeState()
  removeRegistry()
  if (leftovers.length > 0) done(`stopped what was left behind: ${leftovers.join(', ')}`)
  done(supervisor || leftovers.length > 0 ? 'stopped; the data stays' : 'nothing was running')
}
