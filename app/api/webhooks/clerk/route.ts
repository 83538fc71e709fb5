import { webhookRoute } from '@/lib/api/doors'
import { methods } from '@/lib/api/methods'
import { verifyClerkDelivery } from '@/lib/auth/clerk/webhook'
import { ClerkEvent } from '@/lib/members/clerk-events'
import { parkClerkDelivery } from '@/lib/members/park-clerk'
import { syncClerk } from '@/lib/members/sync-clerk'

/** Clerk tells of people who came, changed or went. */
export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({
  POST: webhookRoute(
    { verify: verifyClerkDelivery, subject: () => 'clerk', body: ClerkEvent, park: parkClerkDelivery },
    async ({ body, caller, requestId }) => ({ data: await syncClerk(body, { ...caller, requestId }) }),
  ),
})
