import type { z } from 'zod'
import { presetOf } from '@/lib/api/aliases'
import { toText } from '@/lib/api/request'
import { webhookRoute } from '@/lib/api/webhook-route'
import { deferDelivery } from './defer'
import type { Delivery } from './delivery'
import { N8N_DOORS, type N8nDoor, type N8nDoorName } from './n8n-doors'
import { parkDelivery } from './park'
import { type N8nCaller, verifyN8nDelivery } from './verify-n8n'

/** The handler of one of n8n's doors. */
export function n8nRoute(door: N8nDoorName) {
  const { described, response, errors, maxBytes, takesTokens, receive }: N8nDoor = N8N_DOORS[door]
  return webhookRoute<N8nCaller, z.ZodType>({
    ...{ body: described, response, errors },
    verify: (headers, raw) => verifyN8nDelivery(headers, raw, { takesTokens }),
    subject: (caller) => caller.keyId,
    rateLimit: (caller) => (caller.legacy ? 'callback_legacy' : 'callback'),
    maxBytes,
    headers: ({ sunset }) => (sunset ? { Sunset: new Date(sunset).toUTCString() } : {}),
    receive: (delivered, raw) => receive(deliveryOf(door, delivered), toText(raw)),
    defer: (delivered, raw, failure) => deferDelivery(deliveryOf(door, delivered), raw, failure),
    park: (delivered, raw, reason) => parkDelivery(deliveryOf(door, delivered), raw, reason),
  })
}

type Delivered = { caller: N8nCaller; deliveryId: string; requestId: string; request: Request }

function deliveryOf(door: N8nDoorName, { caller, deliveryId, requestId, request }: Delivered): Delivery {
  const preset = presetOf(request)
  return { caller, door, id: deliveryId, requestId, ...(preset && { preset }) }
}
