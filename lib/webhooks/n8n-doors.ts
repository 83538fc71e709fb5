import type { z } from 'zod'
import { AppError, type ErrorCode } from '@/lib/api/errors'
import { MAX_BODY_BYTES, parseJson, toText } from '@/lib/api/request'
import { MOST_COSTS, receiveCosts } from '@/lib/costs/receive'
import { CostInput } from '@/lib/costs/schemas'
import { receiveEvents } from '@/lib/events/receive'
import { MOST_EVENTS } from '@/lib/events/record'
import { EventInput, Recorded } from '@/lib/events/schemas'
import { Observed, observeChanges } from '@/lib/sync/observe'
import { StatusChangeInput } from '@/lib/sync/schemas'
import { describeOneOrMany, oneOrMany } from './body'
import { CallbackInput } from './callbacks'
import type { Delivery } from './delivery'
import { MOST_CALLBACKS, receiveCallbacks } from './receive'

/** The doors that n8n and providers knock at: what each takes, and the verb behind it. Replays come in here too. */
export type N8nDoor<R extends z.ZodType = z.ZodType> = {
  body: z.ZodType
  /** The body as it is described: `body` proves items later, one by one. */
  described: z.ZodType
  response: R
  errors: readonly ErrorCode[]
  maxBytes: number
  /** Whether a key's older forms of proof are good here until they end. */
  takesTokens: boolean
  receive: (delivery: Delivery, raw: string) => Promise<z.input<R>>
}

type Spec<B extends z.ZodType, R extends z.ZodType> = Omit<N8nDoor<R>, 'body' | 'receive'> & {
  body: B
  apply: (delivery: Delivery, body: z.output<B>) => Promise<z.input<R>>
}
const door = <B extends z.ZodType, R extends z.ZodType>({ body, apply, ...rest }: Spec<B, R>): N8nDoor<R> => ({
  ...rest,
  body,
  receive: (delivery, raw) => apply(delivery, parseJson(raw, body)),
})

const KB = 1024
const ITEM_ERRORS = ['WORKSPACE_MISMATCH', 'WORKSPACE_NOT_FOUND', 'INVALID_TIMESTAMP', 'EVENT_TOO_OLD'] as const

export const N8N_DOORS = {
  events: door({
    body: oneOrMany('events', MOST_EVENTS),
    described: describeOneOrMany('events', EventInput),
    response: Recorded,
    errors: ITEM_ERRORS,
    maxBytes: MAX_BODY_BYTES,
    takesTokens: true,
    apply: receiveEvents,
  }),
  'cost-events': door({
    body: oneOrMany('items', MOST_COSTS),
    described: describeOneOrMany('items', CostInput),
    response: Recorded,
    errors: ITEM_ERRORS,
    maxBytes: 256 * KB,
    takesTokens: true,
    apply: receiveCosts,
  }),
  callbacks: door({
    body: oneOrMany('events', MOST_CALLBACKS),
    described: describeOneOrMany('events', CallbackInput),
    response: Recorded,
    errors: [...ITEM_ERRORS, 'FORBIDDEN', 'CAMPAIGN_NOT_FOUND', 'CONTACT_NOT_FOUND'],
    maxBytes: 256 * KB,
    takesTokens: true,
    apply: receiveCallbacks,
  }),
  'status-change': door({
    body: StatusChangeInput,
    described: StatusChangeInput,
    response: Observed,
    errors: ['WORKSPACE_MISMATCH', 'INVALID_TIMESTAMP'],
    maxBytes: 256 * KB,
    takesTokens: false,
    apply: ({ caller, id }, { changes }) => observeChanges(caller, id, changes),
  }),
} satisfies Record<string, N8nDoor>

export type N8nDoorName = keyof typeof N8N_DOORS

/** Applies a delivery that was proved earlier. */
export function receiveAgain(delivery: Delivery, raw: Buffer): Promise<object> {
  if (!isN8nDoor(delivery.door)) throw new AppError('NOT_FOUND', `There is no door ${delivery.door}.`)
  return N8N_DOORS[delivery.door].receive(delivery, toText(raw))
}
const isN8nDoor = (name: string): name is N8nDoorName => Object.hasOwn(N8N_DOORS, name)
