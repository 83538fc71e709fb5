import { purgeMail } from '@/lib/retention/events'
import type { Handler } from '../handler'

export const events: Handler<'retention.events'> = async ({ signal, log }) => {
  log.info(await purgeMail({ signal }), 'mail_purged')
}
