import { rebucketStats } from '@/lib/metrics/rebucket'
import type { Handler } from '../handler'

export const rebucket: Handler<'stats.rebucket'> = async ({ payload, signal, log }) => {
  const moved = await rebucketStats(payload.workspace_id, { signal })
  log.info({ workspace_id: payload.workspace_id, moved }, 'stats_rebucketed')
}
