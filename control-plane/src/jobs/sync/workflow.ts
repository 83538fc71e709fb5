import { syncWorkflow } from '@/lib/sync/sync-workflow'
import type { Handler } from '../handler'

export const workflow: Handler<'sync.workflow'> = ({ payload, signal, requestId }) =>
  syncWorkflow({
    engineId: payload.engine_id,
    n8nWorkflowId: payload.n8n_workflow_id,
    origin: { source: 'webhook', actor: { type: 'job', id: 'sync.workflow' }, requestId },
    signal,
  })
