import type { BatchToggleResult, Campaign } from '@/lib/campaigns/schemas/campaign'
import { settleBulk, startBulk } from '@/lib/ui/bulk-rows'

const campaign = (id: string, over: Partial<Campaign> = {}): Campaign => ({
  id,
  workspace_id: 'w',
  name: `Campaign ${id}`,
  description: null,
  status: 'active',
  desired_active: true,
  intent_version: 3,
  desired_at: null,
  desired_by: null,
  n8n_status: 'active',
  observed_at: null,
  sync: { source: null, last_sync_at: null, error: null },
  proof: null,
  last_send_at: null,
  paused_since: null,
  n8n_workflow_id: 'wf',
  n8n_workflow_name: null,
  engine_id: null,
  pending_intent: null,
  executions: { total: 0, successful: 0, failed: 0, last_at: null, last_status: null },
  last_error: null,
  daily_limit: 50,
  timezone: 'UTC',
  version: 7,
  created_at: '2026-11-20T14:00:00.000Z',
  updated_at: '2026-11-20T14:00:00.000Z',
  ...over,
})
const result = (
  id: string,
  status: BatchToggleResult['results'][number]['status'],
  message: string | null = null,
): BatchToggleResult['results'][number] => ({ id, intent_id: null, status, code: null, message })

const stateOf = (rows: ReturnType<typeof startBulk>, id: string) => rows.find((row) => row.id === id)

describe('outcome per campaign of a bulk pause', () => {
  const all = [campaign('a'), campaign('b'), campaign('c'), campaign('d')]
  const rows = startBulk(all, [result('a', 'pending'), result('b', 'noop'), result('c', 'error', 'Not linked')])

  it('has a row for every campaign, also for one the server forgot', () => {
    expect(rows.map(({ state, changed }) => [state, changed])).toEqual([
      ['pending', true],
      ['done', false],
      ['failed', false],
      ['failed', false],
    ])
    expect(stateOf(rows, 'c')?.reason).toBe('Not linked')
  })

  it('is not misled by what was known before the change', () => {
    const settled = settleBulk({ desired: false, rows }, [campaign('a')])
    expect(stateOf(settled, 'a')?.state).toBe('pending')
  })

  it('is done once the engine agrees, failed once it was put back', () => {
    const paused = campaign('a', { intent_version: 4, desired_active: false, n8n_status: 'inactive' })
    expect(stateOf(settleBulk({ desired: false, rows }, [paused]), 'a')?.state).toBe('done')
    const putBack = campaign('a', { intent_version: 5, last_error: 'Workflow engine timeout' })
    expect(stateOf(settleBulk({ desired: false, rows }, [putBack]), 'a')).toMatchObject({
      state: 'failed',
      reason: 'Workflow engine timeout',
    })
  })
})
