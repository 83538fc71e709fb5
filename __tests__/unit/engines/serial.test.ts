import { setTimeout as sleep } from 'node:timers/promises'
import { createSerial } from '@/lib/engines/serial'

const never = new AbortController().signal

test('work of one key runs one at a time and in order, other keys do not wait', async () => {
  const inTurn = createSerial()
  const log: string[] = []
  const work = (name: string, ms: number) => async () => {
    log.push(`${name} starts`)
    await sleep(ms)
    log.push(`${name} ends`)
  }
  const slow = inTurn('a', never, work('slow', 30))
  const next = inTurn('a', never, work('next', 0))
  await inTurn('b', never, work('other', 0))
  await Promise.all([slow, next])
  expect(log).toEqual(['slow starts', 'other starts', 'other ends', 'slow ends', 'next starts', 'next ends'])
})

test('work that fails does not hold up the next', async () => {
  const inTurn = createSerial()
  await expect(inTurn('a', never, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  await expect(inTurn('a', never, async () => 'yes')).resolves.toBe('yes')
})

test('a turn that does not come in time is given up without running, and the ones behind keep their order', async () => {
  const inTurn = createSerial()
  const log: string[] = []
  const first = inTurn('a', never, () => sleep(40).then(() => log.push('first')))
  const impatient = inTurn('a', AbortSignal.timeout(5), async () => log.push('impatient'))
  const last = inTurn('a', never, async () => log.push('last'))
  await expect(impatient).rejects.toThrow()
  await Promise.all([first, last])
  expect(log).toEqual(['first', 'last'])
})
