import { Writable } from 'node:stream'
import { pino } from 'pino'
import { createEngineBudget, type EngineBudgetOptions } from '@/lib/engines/budget'
import { createN8nEngine, type N8nEngineConfig } from '@/lib/providers/n8n/engine'
import { seed } from '@/local/simulators/n8n/control'
import { startFakeN8n } from '@/local/simulators/n8n/server'

export type LogLine = { msg: string; level: number; [key: string]: unknown }

type Options = Partial<N8nEngineConfig> & { limits?: EngineBudgetOptions }

/** A fresh fake n8n with one engine on it; `lines` are what the engine logged. */
export async function openFake({ limits = { perWindow: 10_000 }, ...config }: Options = {}) {
  const fake = await startFakeN8n({ publicationDelayMs: 20 })
  const lines: LogLine[] = []
  const stream = new Writable({
    write(chunk, _encoding, done) {
      lines.push(JSON.parse(String(chunk)))
      done()
    },
  })
  const engine = createN8nEngine({
    engineId: 'engine-1',
    baseUrl: fake.apiUrl,
    apiKey: fake.apiKey,
    owner: fake.owner,
    log: pino({ level: 'info' }, stream),
    budget: createEngineBudget(limits),
    ...config,
  })
  const requests = (path: RegExp, method?: string) =>
    fake.calls.filter((call) => path.test(call.path) && (!method || call.method === method))
  return {
    ...fake,
    engine,
    lines,
    requests,
    seed: (count: number) => seed(fake.store, count, 'Seeded'),
    stopServer: fake.stop,
    stop: () => engine.close().then(fake.stop),
  }
}

export type OpenFake = Awaited<ReturnType<typeof openFake>>

export async function timed<T>(work: Promise<T>): Promise<{ result: T; ms: number }> {
  const startedAt = performance.now()
  const result = await work
  return { result, ms: performance.now() - startedAt }
}
