import { sql } from 'kysely'
import { ago, look } from '../../helpers/callback-tenant'
import { ACCEPTED, withCallbacks } from './callback-stage'

/** What callbacks about campaigns and runs leave behind (spec 02 §7.2). */
const { tenant, say, notices } = withCallbacks()

const campaignRow = async (id: string) =>
  (
    await look(
      sql<
        Record<string, unknown>
      >`select status, desired_active, last_error, intent_version from campaigns where id = ${id}::uuid`,
    )
  )[0]
const setCampaign = (id: string, status: string, desired: boolean) =>
  look(sql`update campaigns set status = ${status}, desired_active = ${desired} where id = ${id}::uuid returning id`)

describe('a campaign report', () => {
  test('of a start tells, looks at the engine, and turns nothing on', async () => {
    const { id } = await tenant().campaign()
    expect((await say('campaign.started', { campaign_id: id, total_contacts: 40 })).data).toEqual(ACCEPTED)
    expect(await campaignRow(id)).toMatchObject({ status: 'paused', desired_active: false, intent_version: 0 })
    expect(await notices('campaign_started')).toEqual([])
    const jobs = await look(sql`select job from platform.outbox where dedupe_key = ${`report-${id}`}`)
    expect(jobs).toEqual([{ job: 'sync.workflow' }])
    await setCampaign(id, 'active', true)
    await say('campaign.started', { campaign_id: id, total_contacts: 40 })
    expect(await notices('campaign_started')).toHaveLength(1)
  })

  test('of an end is held against our own count', async () => {
    const { id } = await tenant().campaign()
    await setCampaign(id, 'active', true)
    await say('campaign.completed', { campaign_id: id, total_sent: 1 })
    expect(await campaignRow(id)).toMatchObject({ status: 'active', desired_active: true })
    expect((await notices('campaign_completed'))[0]).toMatchObject({ severity: 'warning' })
    await say('email.sent', {
      campaign_id: id,
      contact_email: 'end@example.com',
      step: 1,
      message_id: 'm-end',
      sent_at: ago(3),
    })
    await say('campaign.completed', { campaign_id: id, total_sent: 1 })
    expect(await campaignRow(id)).toMatchObject({ status: 'completed', desired_active: false, intent_version: 1 })
  })

  test('of an error stops an active one urgently; a pause stays a pause', async () => {
    const { id } = await tenant().campaign()
    const error = { campaign_id: id, error_type: 'smtp_auth', error_message: 'Bad password', failed_at: ago(1) }
    await say('campaign.error', error)
    expect(await campaignRow(id)).toMatchObject({ status: 'paused', last_error: null })
    await setCampaign(id, 'active', true)
    await say('campaign.error', error)
    expect(await campaignRow(id)).toMatchObject({ status: 'error', last_error: 'smtp_auth: Bad password' })
    expect(await notices('campaign_error')).toMatchObject([{ severity: 'urgent', count: 2 }])
  })
})

describe('a run', () => {
  const runs = (workflowId: string) =>
    look(sql<{
      status: string
      total: number
      ok: number
      failed: number
    }>`select e.status, w.total_executions as total,
    w.successful_executions as ok, w.failed_executions as failed from campaign_executions e join platform.engine_workflows w on w.id = e.engine_workflow_id
    where w.n8n_workflow_id = ${workflowId}`)

  test.each([[['execution.started', 'execution.completed']], [['execution.completed', 'execution.started']]])(
    'that is pushed as %j counts once and stays ended',
    async (order) => {
      const { workflowId } = await tenant().campaign()
      for (const type of order)
        await say(type, { execution_id: '77', workflow_id: workflowId, at: ago(1), duration_ms: 5_000 })
      expect(await runs(workflowId)).toEqual([{ status: 'succeeded', total: 1, ok: 1, failed: 0 }])
    },
  )

  test('that failed says why; one of an unlinked workflow is refused', async () => {
    const { workflowId } = await tenant().campaign()
    await say('execution.failed', { execution_id: 78, workflow_id: workflowId, error: { message: 'Boom' } })
    expect(await runs(workflowId)).toMatchObject([{ status: 'failed', failed: 1 }])
    expect((await say('execution.failed', { execution_id: 79, workflow_id: 'nobody' })).code).toBe('CAMPAIGN_NOT_FOUND')
  })

  test('errors of a workflow are told after the third', async () => {
    const { workflowId } = await tenant().campaign()
    for (let n = 1; n <= 4; n += 1) {
      await say('workflow.error', {
        workflow_id: workflowId,
        node: 'Gmail',
        message: `Failure ${n}`,
        execution_id: String(n),
      })
      expect((await notices('workflow_error')).map(({ count }) => count)).toEqual(n < 3 ? [] : [n - 2])
    }
    const open = await look(
      sql`select error_message from platform.sync_failures where workspace_id = ${tenant().workspace.id}::uuid and resolved_at is null`,
    )
    expect(open).toEqual([{ error_message: 'Gmail: Failure 4' }])
  })
})
