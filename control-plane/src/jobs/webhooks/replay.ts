import { replayDelivery } from '@/lib/webhooks/replay'
import type { Handler } from '../handler'

export const replay: Handler<'webhooks.replay'> = ({ payload, requestId }) =>
  replayDelivery(payload.dead_letter_id, requestId)
