import type { Server } from 'node:http'
import { closeServer, createApp, listen } from '@/control-plane/src/http/server'
import { createMetrics } from '@/control-plane/src/metrics'

const metrics = createMetrics()
const servers: Server[] = []
afterEach(() => Promise.all(servers.splice(0).map(closeServer)))

async function serve(isReady: boolean, metricsToken?: string): Promise<string> {
  const app = createApp({ isReady: async () => isReady, metrics, metricsToken })
  const server = await listen(app, 0, '127.0.0.1')
  servers.push(server)
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
}

test('alive is not ready, and neither says why', async () => {
  const url = await serve(false)
  const alive = await fetch(`${url}/health`)
  expect([alive.status, await alive.json()]).toEqual([200, { status: 'ok' }])
  const ready = await fetch(`${url}/health/ready`)
  expect([ready.status, await ready.json()]).toEqual([503, { status: 'down' }])
  expect((await fetch(`${await serve(true)}/health/ready`)).status).toBe(200)
})

test('figures are for this machine, or for who knows the token', async () => {
  expect((await fetch(`${await serve(true)}/metrics`)).status).toBe(200)
  const url = await serve(true, 'a-token-of-sixteen')
  expect((await fetch(`${url}/metrics`)).status).toBe(404)
  expect((await fetch(`${url}/metrics`, { headers: { authorization: 'Bearer wrong' } })).status).toBe(404)
  const answer = await fetch(`${url}/metrics`, { headers: { authorization: 'Bearer a-token-of-sixteen' } })
  expect(answer.status).toBe(200)
  expect(await answer.text()).toContain('sovereign_outbox_relayed_total')
})

test('everything else is not there', async () => {
  const url = await serve(true)
  for (const path of ['/', '/health/x', '/admin']) expect((await fetch(url + path)).status).toBe(404)
})
