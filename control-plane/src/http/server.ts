import { timingSafeEqual } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import express, { type Express, type Request } from 'express'
import type { Metrics } from '../metrics'

type HttpDeps = { isReady: () => Promise<boolean>; metrics: Metrics; metricsToken: string | undefined }

/** What the platform and Prometheus ask. Health answers say yes or no, nothing about what is inside. */
export function createApp({ isReady, metrics, metricsToken }: HttpDeps): Express {
  const app = express()
  app.disable('x-powered-by')
  app.use((_req, res, next) => {
    res.set('Cache-Control', 'no-store')
    next()
  })
  app.get('/health', (_req, res) => {
    res.json({ status: 'ok' })
  })
  app.get('/health/ready', async (_req, res) => {
    const ready = await isReady()
    res.status(ready ? 200 : 503).json({ status: ready ? 'ok' : 'down' })
  })
  app.get('/metrics', async (req, res) => {
    if (!mayReadMetrics(req, metricsToken)) {
      res.status(404).json({ status: 'not found' })
      return
    }
    res.set('Content-Type', metrics.registry.contentType).send(await metrics.registry.metrics())
  })
  app.use((_req, res) => {
    res.status(404).json({ status: 'not found' })
  })
  return app
}

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

function mayReadMetrics(req: Request, token: string | undefined): boolean {
  if (token === undefined) return LOOPBACK.has(req.socket.remoteAddress ?? '')
  const expected = Buffer.from(`Bearer ${token}`)
  const given = Buffer.from(req.get('authorization') ?? '')
  return given.length === expected.length && timingSafeEqual(given, expected)
}

/** Rejects when the port is taken. */
export function listen(app: Express, port: number, host: string | undefined): Promise<Server> {
  const server = createServer(app)
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port, ...(host !== undefined && { host }) }, () => resolve(server))
  })
}

export const closeServer = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
