import { retryFailures } from '@/lib/sync/retry-failures'
import type { Handler } from '../handler'

export const retry: Handler<'sync.retry'> = ({ signal }) => retryFailures({ signal })
