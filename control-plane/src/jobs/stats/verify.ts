import { verifyStats } from '@/lib/metrics/verify'
import type { Handler } from '../handler'

export const verify: Handler<'stats.verify'> = async ({ payload, signal, log }) => {
  log.info(await verifyStats({ ...(payload.span && { span: payload.span }), signal, log }), 'stats_verified')
}
