import { pino } from 'pino'
import { createEngineBudget } from '@/lib/engines/budget'
import { createN8nEngine } from '@/lib/providers/n8n/engine'
import { startFakeN8n } from '@/local/simulators/n8n/server'
import { describeEngineContract } from './contract'

describe('the engine contract on the fake n8n', () => {
  describeEngineContract(async () => {
    const fake = await startFakeN8n()
    const engine = createN8nEngine({
      engineId: 'fake',
      baseUrl: fake.apiUrl,
      apiKey: fake.apiKey,
      owner: fake.owner,
      log: pino({ enabled: false }),
      budget: createEngineBudget({ perWindow: 10_000 }),
    })
    return { engine, url: fake.url, generation: 2, stop: () => engine.close().then(fake.stop) }
  })
})
