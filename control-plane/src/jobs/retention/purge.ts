import { purgeExpired } from '@/lib/retention/purge'
import type { Handler } from '../handler'

export const purge: Handler<'retention.purge'> = async ({ signal, log }) => {
  log.info(await purgeExpired({ signal }), 'purged')
}
