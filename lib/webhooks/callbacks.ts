import { z } from 'zod'
import { type Rejection, reject, rejectInvalid } from './delivery'
import { isStorable } from './storable'

/** Every kind of callback a workflow may send (spec 02 §7.2), and the family that applies it. */
const FAMILY_OF = {
  'email.sent': 'events',
  'email.delivered': 'events',
  'email.opened': 'events',
  'email.clicked': 'events',
  'email.bounced': 'events',
  'email.replied': 'events',
  'email.opted_out': 'events',
  'email.complained': 'events',
  'email.failed': 'events',
  'cost.recorded': 'costs',
  'research.completed': 'research',
  'drafts.ready': 'drafts',
  'campaign.started': 'campaigns',
  'campaign.completed': 'campaigns',
  'campaign.error': 'campaigns',
  'execution.started': 'executions',
  'execution.completed': 'executions',
  'execution.failed': 'executions',
  'workflow.error': 'failures',
} as const

export type CallbackType = keyof typeof FAMILY_OF
export type CallbackFamily = (typeof FAMILY_OF)[CallbackType]
/** `at` is when it happened, ISO, where the sender said so. */
export type Callback = { type: CallbackType; family: CallbackFamily; at: string | null; data: Record<string, unknown> }

const isCallbackType = (type: string): type is CallbackType => Object.hasOwn(FAMILY_OF, type)

/** Nothing of these can start a mail or change a campaign, so an older form of proof is good enough for them. */
const LEGACY_TYPES = /^(email|research|execution)\./

export const CallbackInput = z.looseObject({
  type: z.string().max(60).optional(),
  timestamp: z.iso.datetime({ offset: true }).optional(),
  workspace_id: z.string().optional(),
  data: z.record(z.string(), z.unknown()).optional(),
})

/** Older paths' words for the same. */
const SYNONYMS: Record<string, string> = {
  ...{ opt_out: 'opted_out', unsubscribed: 'opted_out', reply: 'replied', bounce: 'bounced', open: 'opened' },
  ...{ click: 'clicked', complaint: 'complained', delivery: 'delivered' },
  ...{ running: 'started', success: 'completed', succeeded: 'completed', finished: 'completed' },
  ...{ error: 'failed', crashed: 'failed' },
}

/**
 * Opens `{id, type, timestamp, workspace_id, data}`. An item that came by an older path may be the bare data; `preset`
 * then names its type, or the first half of it while the item says the second.
 */
export function openCallback(
  item: unknown,
  { preset, isLegacy }: { preset: string | undefined; isLegacy: boolean },
): Callback | Rejection {
  if (!isStorable(item)) return reject('INVALID_INPUT', 'The callback contains text that cannot be stored.')
  const parsed = CallbackInput.safeParse(item)
  if (!parsed.success) return rejectInvalid(parsed.error)
  const { data, timestamp, workspace_id, ...bare } = parsed.data
  const type = typeIn(parsed.data.type, { ...bare, ...data }, preset)
  if (!isCallbackType(type)) return reject('INVALID_INPUT', 'type: Not a kind of callback that is known here.')
  if (isLegacy && !LEGACY_TYPES.test(type)) return reject('FORBIDDEN')
  const own = data ?? bare
  if (workspace_id !== undefined && own.workspace_id !== undefined && own.workspace_id !== workspace_id)
    return reject('WORKSPACE_MISMATCH')
  return {
    ...{ type, family: FAMILY_OF[type], at: timestamp ?? null },
    data: { ...own, ...(own.workspace_id === undefined && workspace_id !== undefined && { workspace_id }) },
  }
}

function typeIn(given: string | undefined, said: Record<string, unknown>, preset: string | undefined): string {
  if (given?.includes('.')) return given
  if (preset?.includes('.')) return preset
  const word = [said.event_type, said.event, given, said.status].find((one) => typeof one === 'string') ?? ''
  const [last = ''] = String(word).toLowerCase().replaceAll('-', '_').split('.').slice(-1)
  return preset ? `${preset}.${SYNONYMS[last] ?? last}` : String(given ?? '')
}
