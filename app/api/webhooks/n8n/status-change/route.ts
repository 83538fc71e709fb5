import { webhookRoute } from '@/lib/api/doors'
import { methods } from '@/lib/api/methods'
import { observeChanges } from '@/lib/sync/observe'
import { StatusChangeInput } from '@/lib/sync/schemas'
import { parkDelivery } from '@/lib/webhooks/park'
import { verifyN8nDelivery } from '@/lib/webhooks/verify-n8n'

export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({
  POST: webhookRoute(
    {
      verify: verifyN8nDelivery,
      subject: (caller) => caller.keyId,
      body: StatusChangeInput,
      park: (caller, raw, reason) => parkDelivery('webhooks.n8n.status-change', caller, raw, reason),
    },
    async ({ caller, body, deliveryId }) => ({ data: await observeChanges(caller, deliveryId, body.changes) }),
  ),
})
