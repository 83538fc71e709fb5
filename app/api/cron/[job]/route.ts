import { cronRoute } from '@/lib/api/doors'
import { methods } from '@/lib/api/methods'
import { runCron } from '@/lib/jobs/run-cron'

/** Vercel's crons only enqueue; the control plane works. */
const ring = cronRoute(async ({ job }) => ({ data: await runCron(job) }))

export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({
  GET: ring,
  POST: ring,
})
