import fc from 'fast-check'
import { type ChipFacts, type ChipKind, FRESH_MS, truthChip } from '@/lib/ui/truth-chip'

const NOW = Date.parse('2026-11-20T14:00:00.000Z')
const ago = (seconds: number) => new Date(NOW - seconds * 1000).toISOString()

type Proof = NonNullable<ChipFacts['proof']>
const proof = (state: Proof['state'], reason: string | null = null, over: Partial<Proof> = {}): Proof => ({
  state,
  checked_at: ago(10),
  read_back: true,
  webhook: 'live',
  publication: 'published',
  reason,
  ...over,
})

const running: ChipFacts = {
  status: 'active',
  desired_active: true,
  desired_at: ago(3600),
  n8n_status: 'active',
  observed_at: ago(30),
  proof: proof('live'),
  pending_intent: null,
  n8n_workflow_id: 'wf1',
  last_error: null,
  paused_since: null,
  sync: { error: null },
}
const paused: ChipFacts = {
  ...running,
  status: 'paused',
  desired_active: false,
  n8n_status: 'inactive',
  proof: proof('stopped'),
}
const intent = (seconds: number): ChipFacts['pending_intent'] => ({
  id: '018f0000-0000-7000-8000-000000000001',
  action: 'activate',
  version: 4,
  status: 'applying',
  created_at: ago(seconds),
})

const table: [string, ChipFacts, ChipKind, string][] = [
  ['a fresh observation with a live proof', running, 'running', 'Running'],
  ['observed 2 min ago', { ...running, observed_at: ago(120) }, 'running_aged', 'Running 2 min ago'],
  ['observed 6 min ago', { ...running, observed_at: ago(370) }, 'not_confirmed', 'Not confirmed, 6 min'],
  ['never observed', { ...running, observed_at: null }, 'not_confirmed', 'Not confirmed'],
  ['engine state unknown', { ...running, n8n_status: 'unknown' }, 'not_confirmed', 'Not confirmed, 30 s'],
  ['active without a proof', { ...running, proof: null }, 'active_unproven', 'Active, not proven'],
  ['active, unprovable', { ...running, proof: proof('unprovable') }, 'active_unproven', 'Active, not proven'],
  [
    'active but contradicted',
    { ...running, proof: proof('contradicted', null, { webhook: 'not_registered' }) },
    'not_answering',
    'Active, but webhook not answering',
  ],
  [
    'a proof older than the decision',
    { ...running, desired_at: ago(2), proof: proof('live', null, { checked_at: ago(5) }) },
    'starting',
    'Starting…',
  ],
  [
    'no newer proof a minute after the decision',
    { ...running, desired_at: ago(70), proof: proof('live', null, { checked_at: ago(80) }) },
    'active_unproven',
    'Active, not proven',
  ],
  ['an intent 1 s old', { ...running, pending_intent: intent(1) }, 'starting', 'Starting…'],
  ['an intent 8 s old', { ...running, pending_intent: intent(8) }, 'starting', 'Starting… 8 s'],
  [
    'proof pending after a start',
    { ...running, desired_at: ago(12), proof: proof('pending') },
    'starting',
    'Starting… 12 s',
  ],
  ['no proof yet after a start', { ...running, desired_at: ago(2), proof: null }, 'starting', 'Starting…'],
  ['proof pending for ten minutes', { ...running, proof: proof('pending') }, 'active_unproven', 'Active, not proven'],
  ['paused and confirmed', paused, 'paused', 'Paused'],
  ['pausing', { ...paused, pending_intent: intent(1) }, 'pausing', 'Pausing…'],
  ['paused, engine active', { ...paused, n8n_status: 'active' }, 'paused_engine_on', 'Paused, engine still on'],
  [
    'paused, still answering',
    { ...paused, proof: proof('contradicted', null, { read_back: false }) },
    'paused_still_answering',
    'Paused, but webhook still answers',
  ],
  [
    'active, publication failed',
    { ...running, proof: proof('contradicted', null, { webhook: 'none', publication: 'failed' }) },
    'not_answering',
    'Active, but trigger not running',
  ],
  [
    'switched off again, seen by the proof alone',
    { ...running, observed_at: ago(40), proof: proof('contradicted', null, { read_back: false, webhook: 'none' }) },
    'on_engine_off',
    'On, engine says off',
  ],
  [
    'still on at the proof, off when asked since',
    { ...paused, observed_at: ago(2), proof: proof('contradicted', null, { webhook: 'none' }) },
    'paused',
    'Paused',
  ],
  ['on, engine inactive', { ...running, n8n_status: 'inactive' }, 'on_engine_off', 'On, engine says off'],
  ['workflow deleted', { ...running, n8n_status: 'deleted' }, 'workflow_missing', 'Workflow missing'],
  ['engine error', { ...running, n8n_status: 'error', last_error: 'Bad node' }, 'engine_error', 'Engine error'],
  ['draft without a workflow', { ...paused, status: 'draft', n8n_workflow_id: null }, 'draft', 'Draft'],
  ['unlinked after use', { ...paused, n8n_workflow_id: null }, 'not_linked', 'No workflow'],
  ['archived', { ...paused, status: 'archived' }, 'archived', 'Archived'],
  ['completed', { ...paused, status: 'completed' }, 'completed', 'Completed'],
]

describe('truth chip', () => {
  it.each(table)('%s', (_case, facts, kind, label) => {
    expect(truthChip(facts, NOW, null)).toMatchObject({ kind, label })
  })

  it('says what this browser has under way before anything else', () => {
    expect(truthChip(running, NOW, { desired: false, since: NOW - 500 })).toMatchObject({ label: 'Pausing…' })
  })

  it('is green for nothing but a fresh active observation with a live proof', () => {
    const facts: fc.Arbitrary<ChipFacts> = fc.record({
      status: fc.constantFrom('draft', 'active', 'paused', 'completed', 'error', 'archived'),
      desired_active: fc.boolean(),
      desired_at: fc.constantFrom(null, ago(1), ago(500)),
      n8n_status: fc.constantFrom('active', 'inactive', 'unknown', 'error', 'deleted'),
      observed_at: fc.option(fc.integer({ min: 0, max: 600 }).map(ago)),
      proof: fc
        .option(fc.constantFrom('pending', 'live', 'stopped', 'contradicted', 'unprovable'))
        .map((state) => (state ? proof(state) : null)),
      pending_intent: fc.constantFrom(null, intent(1)),
      n8n_workflow_id: fc.constantFrom(null, 'wf1'),
      last_error: fc.constant(null),
      paused_since: fc.constant(null),
      sync: fc.constant({ error: null }),
    })
    fc.assert(
      fc.property(facts, (each) => {
        const { tone } = truthChip(each, NOW, null)
        const fresh = each.observed_at !== null && NOW - Date.parse(each.observed_at) <= FRESH_MS
        const isProofCurrent = each.desired_at !== ago(1)
        const mayBeGreen =
          each.desired_active && each.n8n_status === 'active' && fresh && each.proof?.state === 'live' && isProofCurrent
        expect(tone === 'success' && !mayBeGreen).toBe(false)
      }),
      { numRuns: 2000 },
    )
  })
})
