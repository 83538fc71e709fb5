import { syncWorkspace } from '@/lib/sync/sync-workspace'
import { type Handler, workspaceCtx } from '../handler'

export const workspace: Handler<'sync.workspace'> = ({ payload, signal, ...run }) =>
  syncWorkspace(workspaceCtx('sync.workspace', payload.workspace_id, run), { syncLogId: payload.sync_log_id }, signal)
