import { pino } from 'pino'
import { createEngineBudget } from '@/lib/engines/budget'
import { closeEngines, engineFor } from '@/lib/engines/connect'

const deps = { log: pino({ enabled: false }), budget: createEngineBudget() }
const row = { id: 'e1', base_url: 'http://127.0.0.1:1/api/v1', rate_per_min: 100 }
const secret = { version: 1, apiKey: 'k' }

afterEach(closeEngines)

test('an engine has one client per process, whoever asks', () => {
  expect(engineFor(row, secret, deps)).toBe(engineFor({ ...row }, { ...secret }, deps))
  expect(engineFor({ ...row, id: 'e2' }, secret, deps)).not.toBe(engineFor(row, secret, deps))
})

test('a new secret, address or rate makes a new client', () => {
  const first = engineFor(row, secret, deps)
  const rotated = engineFor(row, { version: 2, apiKey: 'k2' }, deps)
  expect(rotated).not.toBe(first)
  expect(engineFor({ ...row, base_url: 'http://127.0.0.1:2/api/v1' }, secret, deps)).not.toBe(rotated)
  const hurried = engineFor({ ...row, rate_per_min: 200 }, secret, deps)
  expect(hurried).not.toBe(engineFor(row, secret, deps))
})

test('an address that is no n8n API is refused when it is linked, not when it is called', () => {
  expect(() => engineFor({ ...row, base_url: 'http://127.0.0.1:1' }, secret, deps)).toThrow('/api/v1')
})
