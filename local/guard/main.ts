import { readRegistry, reapLeftovers, removeRegistry } from '../processes/registry'
import { removeState } from '../state'

// Started by a supervisor and woken by its death: a supervisor killed without warning leaves nothing running.
const supervisor = Number(process.argv[2])
await reapLeftovers(supervisor)
if (readRegistry()?.supervisor.pid === supervisor) {
  removeState()
  removeRegistry()
}
