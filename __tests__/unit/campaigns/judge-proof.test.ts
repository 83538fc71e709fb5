import fc from 'fast-check'
import { type Findings, judge } from '@/lib/campaigns/judge-proof'
import { Proof } from '@/lib/campaigns/schemas/campaign'

const findings = fc.record<Findings>({
  read_back: fc.constantFrom(true, false, null),
  webhook: fc.constantFrom(...Proof.shape.webhook.options),
  publication: fc.constantFrom(...Proof.shape.publication.options),
  triggerError: fc.option(fc.string(), { nil: null }),
  checked_at: fc.constant('2026-11-20T12:00:00.000Z'),
})

it('every finding has a verdict that the contract knows', () => {
  fc.assert(fc.property(findings, fc.boolean(), (seen, desired) => void Proof.parse(judge(seen, desired))))
})

it('is never live without the flag and an effect, and never stopped while anything still answers', () => {
  fc.assert(
    fc.property(findings, fc.boolean(), (seen, desired) => {
      const { state } = judge(seen, desired)
      if (state === 'live')
        expect([seen.read_back, seen.webhook === 'live' || seen.publication === 'published']).toEqual([true, true])
      if (state === 'live') expect(seen.webhook).not.toBe('not_registered')
      if (state === 'stopped') expect([seen.read_back, seen.webhook === 'live']).toEqual([false, false])
    }),
  )
})

it('says why whenever it speaks against the wish', () => {
  fc.assert(
    fc.property(findings, fc.boolean(), (seen, desired) => {
      const { state, reason } = judge({ ...seen, triggerError: seen.triggerError || null }, desired)
      if (state === 'contradicted' || state === 'unprovable') expect(reason).toBeTruthy()
    }),
  )
})
