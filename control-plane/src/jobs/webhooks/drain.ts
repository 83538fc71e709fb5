import { drainDeferred } from '@/lib/webhooks/drain'
import type { Handler } from '../handler'

export const drain: Handler<'webhooks.drain'> = async ({ signal, log }) => {
  const drained = await drainDeferred({ signal })
  if (drained.applied + drained.parked + drained.postponed > 0) log.info(drained, 'deliveries_drained')
}
