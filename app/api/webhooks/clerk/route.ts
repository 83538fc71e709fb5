import { webhookRoute } from '@/lib/api/doors'
import { verifyClerkDelivery } from '@/lib/auth/clerk/webhook'
import { ClerkEvent } from '@/lib/members/clerk-events'
import { parkClerkDelivery } from '@/lib/members/park-clerk'
import { syncClerk } from '@/lib/members/sync-clerk'

/** Clerk tells of people who came, changed or went. */
export const POST = webhookRoute(
  { verify: verifyClerkDelivery, subject: () => 'clerk', body: ClerkEvent, park: parkClerkDelivery },
  async ({ body, caller, requestId }) => ({ data: await syncClerk(body, { ...caller, requestId }) }),
)
