import type { Logger } from 'pino'
import type { Ctx } from '@/lib/auth/context'
import { asWorkspace } from '@/lib/db/principals'
import type { JobName, JobPayload } from '@/lib/jobs/catalog'

/** One run of a job: what it is about, and how it hears that its time is over. It may be run twice. */
export type JobRun<K extends JobName> = { payload: JobPayload<K>; requestId: string; signal: AbortSignal; log: Logger }
export type Handler<K extends JobName> = (run: JobRun<K>) => Promise<unknown>
export type Handlers = { [K in JobName]: Handler<K> }

/** The context of a job that works for one workspace. */
export function workspaceCtx(job: JobName, workspaceId: string, run: Pick<JobRun<JobName>, 'requestId' | 'log'>): Ctx {
  return {
    workspaceId,
    actor: { type: 'job', id: job },
    db: asWorkspace(workspaceId),
    requestId: run.requestId,
    log: run.log.child({ workspace_id: workspaceId }),
  }
}
