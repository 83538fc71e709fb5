import { methods } from '@/lib/api/methods'
import { parseJson, toText } from '@/lib/api/request'
import { webhookRoute } from '@/lib/api/webhook-route'
import { verifyClerkDelivery } from '@/lib/auth/clerk/webhook'
import { ClerkEvent } from '@/lib/members/clerk-events'
import { parkClerkDelivery } from '@/lib/members/park-clerk'
import { ClerkOutcome, syncClerk } from '@/lib/members/sync-clerk'

/** Clerk tells of people who came, changed or went. */
export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({
  POST: webhookRoute({
    body: ClerkEvent,
    response: ClerkOutcome,
    errors: ['NOT_FOUND'],
    verify: verifyClerkDelivery,
    subject: () => 'clerk',
    receive: ({ caller, requestId }, raw) => syncClerk(parseJson(toText(raw), ClerkEvent), { ...caller, requestId }),
    park: ({ caller }, raw, reason) => parkClerkDelivery(caller, raw, reason),
  }),
})
