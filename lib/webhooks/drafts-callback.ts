import { sql } from 'kysely'
import { z } from 'zod'
import { hashAddress } from '@/lib/credentials/address-hash'
import { notify } from '@/lib/notifications/notify'
import { type Apply, tenMinutes } from './apply-once'
import { reject, rejectInvalid } from './delivery'
import { findCampaign } from './find-campaign'

const Drafts = z
  .object({
    campaign_id: z.uuid().optional(),
    campaign: z.string().trim().min(1).max(100).optional(),
    contact_id: z.uuid().optional(),
    contact_email: z.string().trim().toLowerCase().max(254).optional(),
    model: z.string().max(80).optional(),
    drafts: z
      .array(
        z.object({
          step: z.number().int().min(1).max(20),
          subject: z.string().max(300),
          body: z.string().min(1).max(20_000),
          variant: z.uuid().nullish().catch(null),
        }),
      )
      .min(1)
      .max(20),
  })
  .refine(({ contact_id, contact_email }) => contact_id !== undefined || contact_email !== undefined, {
    message: 'Give contact_email or contact_id.',
    path: ['contact_email'],
  })
  .refine(({ drafts }) => new Set(drafts.map(({ step }) => step)).size === drafts.length, {
    message: 'One draft per step.',
    path: ['drafts'],
  })

/** Drafts of one contact, one per step. What a person has approved, or a mail has used, is not written over. */
export const saveDrafts: Apply = async (trx, to, { data }) => {
  const parsed = Drafts.safeParse(data)
  if (!parsed.success) return { outcome: rejectInvalid(parsed.error) }
  const { contact_id, contact_email, model, drafts, ...named } = parsed.data
  const campaign = await findCampaign(trx, to.workspaceId, named)
  if (!campaign) return { outcome: reject('CAMPAIGN_NOT_FOUND') }
  const hash = contact_email === undefined ? null : Buffer.from(hashAddress(to.workspaceId, contact_email), 'hex')
  const contact = await trx
    .selectFrom('contacts')
    .select('id')
    .where('workspace_id', '=', to.workspaceId)
    .where('deleted_at', 'is', null)
    .where((row) => (contact_id ? row('id', '=', contact_id) : row('email_hash', '=', hash ?? Buffer.alloc(0))))
    .executeTakeFirst()
  if (!contact) return { outcome: reject('CONTACT_NOT_FOUND') }
  const rows = drafts.toSorted((a, b) => a.step - b.step)
  const { numAffectedRows } =
    await sql`insert into email_drafts as d (workspace_id, campaign_id, contact_id, step_number, variant_id,
      subject, body, model)
    select ${to.workspaceId}::uuid, ${campaign.id}::uuid, ${contact.id}::uuid, r.step, r.variant, r.subject, r.body, ${model ?? null}
    from jsonb_to_recordset(${rows}::jsonb) as r(step smallint, subject text, body text, variant uuid)
    on conflict (workspace_id, campaign_id, contact_id, step_number) do update
      set subject = excluded.subject, body = excluded.body, variant_id = excluded.variant_id, model = excluded.model, status = 'ready'
      where d.status in ('generating', 'ready', 'rejected', 'failed')
        and (d.subject, d.body, d.status) is distinct from (excluded.subject, excluded.body, 'ready')`.execute(trx)
  if (Number(numAffectedRows ?? 0) === 0) return { outcome: 'duplicate' }
  const told = await notify(trx, to.workspaceId, {
    kind: 'drafts_ready',
    category: 'campaign',
    title: `Drafts are ready in ${campaign.name}`,
    body: 'Read them before they are sent.',
    link: `/campaigns/${campaign.id}`,
    subject: { type: 'campaign', id: campaign.id },
    dedupeKey: `drafts_ready:${campaign.id}:${tenMinutes()}`,
    times: Number(numAffectedRows),
  })
  return { outcome: 'accepted', changes: [told] }
}
