import { findSupervisor } from '../processes/registry'

/** Exit code 0 when the stack is up and ready, 1 otherwise. */
export const isUp = async (): Promise<void> => {
  process.exitCode = findSupervisor()?.isReady ? 0 : 1
}
