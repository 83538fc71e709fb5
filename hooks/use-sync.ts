import { useState } from 'react'
import useSWR, { useSWRConfig } from 'swr'
import { request } from '@/lib/api/fetcher'
import type { SyncResult, SyncStatus } from '@/lib/sync/schemas'
import { notifyError, reasonOf } from '@/lib/ui/toast'
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

/** Reads every engine of the workspace now, and says what came of it. */
export function useSyncNow() {
  const { workspace } = useWorkspace()
  const { mutate } = useSWRConfig()
  const [isSyncing, setSyncing] = useState(false)
  const syncNow = async (): Promise<void> => {
    setSyncing(true)
    try {
      const result = await request<SyncResult>('/api/sync', {
        method: 'POST',
        workspaceId: workspace.id,
        body: { scope: 'all' },
        idempotencyKey: crypto.randomUUID(),
      })
      void tell(result)
    } catch (error) {
      notifyError('The engines could not be read', { description: reasonOf(error) })
    } finally {
      setSyncing(false)
      refreshLists()
      void mutate(syncKey(workspace.id))
    }
  }
  return { syncNow, isSyncing }
}

/** Its words come with the first answer: no page needs them before. Without them the rows still say what was found. */
const tell = (result: SyncResult): Promise<void> =>
  import('@/lib/ui/tell-sync').then(
    ({ tellSync }) => tellSync(result),
    () => undefined,
  )
