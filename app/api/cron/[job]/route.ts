import { cronRoute } from '@/lib/api/doors'
import { runCron } from '@/lib/jobs/run-cron'

/** Vercel's crons only enqueue; the control plane works. */
export const GET = cronRoute(async ({ job }) => ({ data: await runCron(job) }))
export const POST = GET
