import { HttpError } from '@/lib/providers/http-error'
import { createGate } from '@/lib/providers/http-policies'

const sick = () => Promise.reject(new HttpError('unreachable', 'no answer', { blame: true }))

afterEach(() => jest.useRealTimers())

it('says that it is ready for a trial once the rest is over, also when nobody has called meanwhile', async () => {
  jest.useFakeTimers({ now: 1_000_000 })
  const gate = createGate({ failures: 3, halfOpenAfterMs: 30_000 })
  for (let i = 0; i < 3; i += 1) await expect(gate.run(sick)).rejects.toThrow('no answer')
  expect(gate.state()).toBe('open')
  jest.setSystemTime(1_029_999)
  expect(gate.state()).toBe('open')
  jest.setSystemTime(1_030_000)
  expect(gate.state()).toBe('half_open')
  await gate.run(() => Promise.resolve('well again'))
  expect(gate.state()).toBe('closed')
})
