import { pino } from 'pino'
import { createEngineBudget } from '@/lib/engines/budget'
import { createN8nEngine } from '@/lib/providers/n8n/engine'
import { readState } from '@/local/state'
import { describeEngineContract, kindOf } from './contract'

const log = pino({ enabled: false })

function connect(apiKey?: string) {
  const { n8n_url: url, n8n_api_key, n8n_owner: owner } = readState()
  const budget = createEngineBudget({ perWindow: 10_000 })
  const baseUrl = `${url}/api/v1`
  return {
    url,
    engine: createN8nEngine({ engineId: 'local', baseUrl, apiKey: apiKey ?? n8n_api_key, owner, log, budget }),
  }
}

describe('the engine contract on the real n8n', () => {
  describeEngineContract(async () => {
    const { engine, url } = connect()
    // 405 where the route exists for another method, 404 on 1.x.
    const { status } = await fetch(`${url}/api/v1/executions/1/stop`)
    return { engine, url, generation: status === 404 ? 1 : 2, stop: engine.close }
  })

  test('a wrong key is an authentication error', async () => {
    const { engine } = connect('not-a-key')
    expect(kindOf(await engine.list())).toBe('auth')
    await engine.close()
  })
})
