import { cleanupWorkflows } from '@/lib/sync/cleanup'
import type { Handler } from '../handler'

export const cleanup: Handler<'sync.cleanup'> = ({ signal }) => cleanupWorkflows({ signal })
