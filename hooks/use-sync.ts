import { useState } from 'react'
import useSWR, { useSWRConfig } from 'swr'
import { request } from '@/lib/api/fetcher'
import type { SyncResult, SyncStatus } from '@/lib/sync/schemas'
import { refreshLists } from './campaign-store'
import { syncKey } from './keys'
import { useWorkspace } from './use-workspace'

/** When the engines were last read, and what came of it. */
export function useSyncStatus() {
  const { workspace } = useWorkspace()
  const { data } = useSWR<SyncStatus>(syncKey(workspace.id), (url: string) => request<SyncStatus>(url), {
    refreshInterval: 60_000,
  })
  return data
}

/** Reads every engine of the workspace now. */
export function useSyncNow() {
  const { workspace } = useWorkspace()
  const { mutate } = useSWRConfig()
  const [isSyncing, setSyncing] = useState(false)
  const syncNow = async (): Promise<SyncResult> => {
    setSyncing(true)
    try {
      return await request<SyncResult>('/api/sync', {
        method: 'POST',
        workspaceId: workspace.id,
        body: { scope: 'all' },
        idempotencyKey: crypto.randomUUID(),
      })
    } finally {
      setSyncing(false)
      refreshLists()
      void mutate(syncKey(workspace.id))
    }
  }
  return { syncNow, isSyncing }
}
