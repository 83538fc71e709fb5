import fc from 'fast-check'
import { CAMPAIGN_STATUSES, ENGINE_STATUSES } from '@/lib/campaigns/schemas/campaign'
import { decide, type Known, MISSING_FOR_MS, type Seen } from '@/lib/sync/decide'

const NOW = Date.parse('2026-11-20T12:00:00.000Z')
const known = fc.record<Known>({
  status: fc.constantFrom(...CAMPAIGN_STATUSES),
  desired_active: fc.boolean(),
  n8n_status: fc.constantFrom(...ENGINE_STATUSES),
  n8n_workflow_name: fc.option(fc.string(), { nil: null }),
  has_open_intent: fc.boolean(),
  is_shared_on: fc.boolean(),
  missing_since: fc.option(
    fc.constantFrom(new Date(NOW - 1_000).toISOString(), new Date(NOW - MISSING_FOR_MS).toISOString()),
    { nil: null },
  ),
})
const seen = fc.option(fc.record({ active: fc.boolean(), archived: fc.boolean(), name: fc.string() }), {
  nil: null,
}) as fc.Arbitrary<Seen>

it('never touches anybody’s wish while a click is being carried out', () => {
  fc.assert(
    fc.property(known, seen, (campaign, workflow) => {
      if (!campaign.has_open_intent || workflow === null) return
      expect(decide(campaign, workflow, NOW).kind).toBe('leave')
    }),
  )
})

it('a pause beats an activation, and a pause inside the engine is followed', () => {
  fc.assert(
    fc.property(known, seen, (campaign, workflow) => {
      const { kind } = decide(campaign, workflow, NOW)
      if (kind === 'hold_pause') expect(campaign.desired_active).toBe(false)
      if (kind === 'adopt_pause') expect(campaign.desired_active).toBe(true)
      const runs = workflow?.active && !workflow.archived
      if (runs && !campaign.desired_active && !campaign.is_shared_on && !campaign.has_open_intent)
        expect(kind).toBe('hold_pause')
    }),
  )
})

it('says deleted only after two reads ten seconds apart, and never because of one', () => {
  fc.assert(
    fc.property(known, (campaign) => {
      const { kind } = decide(campaign, null, NOW)
      const old = campaign.missing_since !== null && NOW - Date.parse(campaign.missing_since) >= MISSING_FOR_MS
      expect(kind === 'deleted').toBe(old && campaign.n8n_status !== 'deleted')
    }),
  )
})

it('the engine’s flag alone does not clear an error that its effects have proved', () => {
  const campaign: Known = {
    status: 'active',
    desired_active: true,
    n8n_status: 'error',
    n8n_workflow_name: 'x',
    has_open_intent: false,
    is_shared_on: false,
    missing_since: null,
  }
  expect(decide(campaign, { active: true, archived: false, name: 'x' }, NOW)).toEqual({ kind: 'leave' })
})
