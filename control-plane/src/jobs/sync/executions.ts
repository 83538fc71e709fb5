import { syncExecutions } from '@/lib/sync/sync-executions'
import type { Handler } from '../handler'

export const executions: Handler<'sync.executions'> = ({ signal }) => syncExecutions({ signal })
