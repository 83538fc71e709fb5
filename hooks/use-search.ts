import useSWR from 'swr'
import { request } from '@/lib/api/fetcher'
import type { SearchHit } from '@/lib/search/schemas'
import { searchKey } from './keys'
import { useDebounced } from './use-debounced'
import { useWorkspace } from './use-workspace'

const FEWEST_LETTERS = 2
const DELAY_MS = 150

/** Campaigns and contacts that match, once typing pauses. What was found stays until something else is. */
export function useSearch(text: string) {
  const { workspace } = useWorkspace()
  const q = useDebounced(text.trim(), DELAY_MS)
  const { data, error, isLoading } = useSWR<SearchHit[]>(
    q.length >= FEWEST_LETTERS ? searchKey(workspace.id, q) : null,
    (url: string) => request<SearchHit[]>(url),
    { keepPreviousData: true, dedupingInterval: 60_000 },
  )
  return {
    hits: q.length >= FEWEST_LETTERS ? (data ?? []) : [],
    isSearching: isLoading || q !== text.trim(),
    error: error as Error | undefined,
  }
}
