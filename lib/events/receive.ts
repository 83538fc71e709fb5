import type { Items } from '@/lib/webhooks/body'
import type { Delivery } from '@/lib/webhooks/delivery'
import { ingest } from '@/lib/webhooks/ingest'
import { recordEvents } from './record'
import type { Recorded } from './schemas'

/** Events that a workflow or provider reports, one or a batch, of the key's own workspace or of those linked to it. */
export const receiveEvents = (delivery: Delivery, items: Items): Promise<Recorded> =>
  ingest(delivery, items, recordEvents)
