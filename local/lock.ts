import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isAlive, startOf } from './processes/identity'
import { doing } from './terminal'

const tryLock = (path: string): boolean => {
  try {
    writeFileSync(path, `${process.pid} ${startOf(process.pid)}`, { flag: 'wx' })
    return true
  } catch {
    return false
  }
}

const isHeld = (path: string): boolean => {
  try {
    const [pid, started] = readFileSync(path, 'utf8').split(' ')
    // Empty for the instant between its creation and its writing.
    if (!pid || !started) return Date.now() - statSync(path).mtimeMs < 5_000
    return isAlive({ pid: Number(pid), started })
  } catch {
    return false
  }
}

/** Does the work while no other launcher does; says what it waits for. A lock whose holder is gone is taken over. */
export const withLock = async <T>(path: string, waitingFor: string, work: () => Promise<T>): Promise<T> => {
  mkdirSync(dirname(path), { recursive: true })
  for (let waited = 0; !tryLock(path); waited += 1) {
    if (!isHeld(path)) rmSync(path, { force: true })
    else if (waited % 75 === 0) doing(`waiting for another launcher: ${waitingFor}`)
    await sleep(200)
  }
  try {
    return await work()
  } finally {
    rmSync(path, { force: true })
  }
}
