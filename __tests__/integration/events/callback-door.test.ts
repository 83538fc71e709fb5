import { randomUUID } from 'node:crypto'
import { POST } from '@/app/api/webhooks/n8n/route'
import { deliver } from '../../helpers/deliver'
import { ACCEPTED, withCallbacks } from './callback-stage'

/** Batches, bare data of older paths, and how much is taken at once (spec 02 §7.2). */
const { tenant } = withCallbacks()

describe('the door', () => {
  test('takes a mixed batch, item by item', async () => {
    const { workflowId } = await tenant().campaign()
    const batch = [
      {
        type: 'email.sent',
        data: { campaign_id: tenant().campaignId, contact_email: 'mix@example.com', step: 1, message_id: 'm-mix' },
      },
      { type: 'execution.started', data: { execution_id: '5', workflow_id: workflowId } },
      { type: 'campaign.deleted', data: {} },
      { type: 'cost.recorded', data: { provider: 'x', cost_micros: 1, event_id: 'mix' } },
      'nonsense',
      { type: 'email.opened', workspace_id: randomUUID(), data: { contact_email: 'mix@example.com' } },
    ]
    const id = `msg_${randomUUID()}`
    const { data } = await deliver(POST, tenant().key, batch, { id })
    expect(data).toMatchObject({ accepted: 3, duplicates: 0 })
    expect(data.rejected.map(({ index, code }) => `${index} ${code}`)).toEqual([
      ...['2 INVALID_INPUT', '4 INVALID_INPUT', '5 WORKSPACE_MISMATCH'],
    ])
    expect((await deliver(POST, tenant().key, batch, { id })).data).toMatchObject({ accepted: 0, duplicates: 3 })
  })

  test.each([
    ['email.opted_out', { contact_email: 'old@example.com', method: 'link_click' }],
    ['email', { event_type: 'opt_out', contact_email: 'old2@example.com' }],
  ])('takes the bare data of an older path, of type %s', async (type, data) => {
    expect((await deliver(POST, tenant().key, data, { query: `?type=${type}` })).data).toEqual(ACCEPTED)
  })

  test('takes 500 and no more', async () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, n) => ({
        type: 'email.sent',
        data: { contact_email: `f${n}@example.com`, message_id: `f-${n}` },
      }))
    expect((await deliver(POST, tenant().key, many(500))).data.accepted).toBe(500)
    expect((await deliver(POST, tenant().key, many(501))).code).toBe('INVALID_INPUT')
    expect((await deliver(POST, tenant().key, `"${'x'.repeat(256 * 1024)}"`)).code).toBe('PAYLOAD_TOO_LARGE')
  })
})
