import { startFakeN8n } from './server'

/** The fake as a process: FAKE_N8N_PORT, FAKE_N8N_API_KEY; steered through POST /__control. */
const fake = await startFakeN8n({
  port: Number(process.env.FAKE_N8N_PORT ?? 0),
  ...(process.env.FAKE_N8N_API_KEY ? { apiKey: process.env.FAKE_N8N_API_KEY } : {}),
})
process.stdout.write(`${JSON.stringify({ url: fake.url, api_key: fake.apiKey })}\n`)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void fake.stop())
