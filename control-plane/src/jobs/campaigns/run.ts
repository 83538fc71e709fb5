import { runExecution } from '@/lib/campaigns/run-execution'
import { type Handler, workspaceCtx } from '../handler'

export const run: Handler<'campaigns.run'> = ({ payload, signal, ...job }) =>
  runExecution(workspaceCtx('campaigns.run', payload.workspace_id, job), { executionId: payload.execution_id }, signal)
