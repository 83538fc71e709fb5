import useSWR from 'swr'
import useSWRMutation from 'swr/mutation'
import { request } from '@/lib/api/fetcher'
import type { SyncResult, SyncStatus } from '@/lib/sync/schemas'
import { refreshLists } from './campaign-store'
import { syncKey } from './keys'
import { useWorkspace } from './use-workspace'

/** When the engines were last read, and "Sync now". */
export function useSync() {
  const { workspace } = useWorkspace()
  const key = syncKey(workspace.id)
  const { data } = useSWR<SyncStatus>(key, (url: string) => request<SyncStatus>(url), { refreshInterval: 60_000 })
  const { trigger, isMutating } = useSWRMutation(key, async () => {
    const result = await request<SyncResult>('/api/sync', {
      method: 'POST',
      workspaceId: workspace.id,
      body: { scope: 'all' },
      idempotencyKey: crypto.randomUUID(),
    })
    refreshLists()
    return result
  })
  return { status: data, syncNow: () => trigger(), isSyncing: isMutating }
}
