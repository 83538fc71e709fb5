import { AppError } from '@/lib/api/errors'
import { asPlatform } from '@/lib/db/principals'
import type { JobName } from './catalog'
import { enqueue, ringOutbox } from './enqueue'

/** The daily safety net that Vercel's crons ring (spec 02 §8); the running cadence is the control plane's. */
export const CRONS = {
  'refresh-views': { schedule: '0 0 * * *', jobs: ['stats.verify'] },
  'clean-webhook-request-ids': { schedule: '0 3 * * *', jobs: ['retention.purge', 'retention.events'] },
  'process-webhook-dlq': { schedule: '0 5 * * *', jobs: ['webhooks.drain', 'webhooks.letters'] },
  'sync-campaigns': { schedule: '0 6 * * *', jobs: ['sync.full', 'sync.cleanup'] },
} as const satisfies Record<string, { schedule: string; jobs: JobName[] }>

const isCron = (name: string): name is keyof typeof CRONS => name in CRONS

/** Enqueues the jobs of one cron; a job still waiting serves both calls. Throws NOT_FOUND for a name not listed. */
export async function runCron(name: string): Promise<{ enqueued: string[] }> {
  if (!isCron(name)) throw new AppError('NOT_FOUND')
  const { jobs } = CRONS[name]
  await asPlatform('cron')(async (trx) => {
    for (const job of jobs) await enqueue(trx, job, {}, { workspaceId: null, dedupeKey: 'cron' })
  })
  ringOutbox()
  return { enqueued: [...jobs] }
}
