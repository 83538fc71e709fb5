import { syncExecutions } from '@/lib/sync/sync-executions'
import type { Handler } from '../handler'

export const executions: Handler<'sync.executions'> = ({ payload, signal }) =>
  syncExecutions({ signal, ...(payload.engine_id && { engineId: payload.engine_id }) })
