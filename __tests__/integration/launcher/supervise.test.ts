import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { logFolder } from '@/local/paths'
import { superviseProcess } from '@/local/processes/child'
import { startOf } from '@/local/processes/identity'

const pidFile = join(mkdtempSync(join(tmpdir(), 'supervise-')), 'grandchild')
const withGrandchild = `
  const { pid } = require('node:child_process').spawn('sleep', ['300'])
  require('node:fs').writeFileSync('${pidFile}', String(pid))
  process.on('SIGTERM', () => {})
  setInterval(() => {}, 1000)`

const supervise = (script: string, graceMs: number) => {
  let starts = 0
  rmSync(pidFile, { force: true })
  const supervised = superviseProcess(
    {
      name: 'redis',
      command: process.execPath,
      args: ['-e', script],
      env: process.env,
      stopSignal: 'SIGTERM',
      graceMs,
      readyTimeoutMs: 10_000,
      isReady: async () => existsSync(pidFile) && statSync(pidFile).size > 0,
    },
    () => {
      starts += 1
    },
  )
  return { ...supervised, starts: () => starts }
}

const grandchild = () => Number(readFileSync(pidFile, 'utf8'))

const until = async (isTrue: () => boolean) => {
  const deadline = Date.now() + 10_000
  while (!isTrue() && Date.now() < deadline) await sleep(20)
  expect(isTrue()).toBe(true)
}

beforeAll(() => {
  mkdirSync(logFolder, { recursive: true })
})

test('a process that dies is started again, and its orphans end with it', async () => {
  const supervised = supervise(withGrandchild, 200)
  await supervised.ready
  const [first, orphan] = [supervised.pid(), grandchild()]
  expect(startOf(orphan)).not.toBeNull()
  process.kill(first, 'SIGKILL')
  await until(() => supervised.starts() === 2)
  expect(supervised.pid()).not.toBe(first)
  await until(() => startOf(orphan) === null)
  await supervised.stop()
})

test('a stop ends the whole group of a process that ignores the request, and nothing starts again', async () => {
  const supervised = supervise(withGrandchild, 200)
  await supervised.ready
  const [pid, orphan] = [supervised.pid(), grandchild()]
  await supervised.stop()
  expect(startOf(pid)).toBeNull()
  await until(() => startOf(orphan) === null)
  await sleep(600)
  expect(supervised.starts()).toBe(1)
})

test('a process that dies before it is ready is an error, not a restart loop', async () => {
  const supervised = superviseProcess(
    {
      name: 'redis',
      command: process.execPath,
      args: ['-e', 'process.exit(3)'],
      env: process.env,
      stopSignal: 'SIGTERM',
      graceMs: 200,
      readyTimeoutMs: 10_000,
      isReady: async () => false,
    },
    () => {},
  )
  await expect(supervised.ready).rejects.toThrow('ended with code 3 before it was ready')
})
