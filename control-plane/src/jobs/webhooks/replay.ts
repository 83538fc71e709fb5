import { replayDelivery } from '@/lib/webhooks/replay'
import type { Handler } from '../handler'

export const replay: Handler<'webhooks.replay'> = async ({ payload, requestId }) => {
  await replayDelivery(payload.dead_letter_id, requestId)
}
