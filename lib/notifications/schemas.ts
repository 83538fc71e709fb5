import { z } from 'zod'

/** Contracts of the bell (spec 02 §4.9, 03 §3). The system alone writes notices. */
export const NOTICE_CATEGORIES = ['system', 'campaign', 'billing', 'security', 'onboarding'] as const
export const Notification = z.object({
  id: z.uuid(),
  kind: z.string(),
  category: z.enum(NOTICE_CATEGORIES),
  severity: z.enum(['info', 'warning', 'urgent']),
  title: z.string(),
  body: z.string(),
  /** A path of ours, never a foreign address. */
  link: z.string().nullable(),
  /** How many happenings this notice stands for. */
  count: z.number().int().positive(),
  read_at: z.iso.datetime().nullable(),
  created_at: z.iso.datetime(),
})
export type Notification = z.infer<typeof Notification>

export const NotificationsQuery = z.strictObject({
  unread: z.enum(['true', 'false']).optional(),
  category: z.enum(NOTICE_CATEGORIES).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
})
export type NotificationsQuery = z.infer<typeof NotificationsQuery>

const some = z.array(z.uuid()).min(1).max(100)
const target = { ids: some.optional(), all: z.literal(true).optional() }
const oneTarget = (input: { ids?: string[] | undefined; all?: true | undefined }) =>
  (input.ids === undefined) !== (input.all === undefined)
export const MarkInput = z
  .strictObject({ ...target, read: z.boolean() })
  .refine(oneTarget, { message: 'Give ids or all.', path: ['ids'] })
export type MarkInput = z.infer<typeof MarkInput>
export const DismissInput = z.strictObject(target).refine(oneTarget, { message: 'Give ids or all.', path: ['ids'] })
export type DismissInput = z.infer<typeof DismissInput>
