import useSWR from 'swr'
import { request } from '@/lib/api/fetcher'
import type { CurrentUser } from '@/lib/members/schemas'
import { userKey } from './keys'

/** Who is signed in, and what they may do in each of their workspaces. */
export function useUser(fallbackData?: CurrentUser) {
  const { data, mutate } = useSWR<CurrentUser>(userKey, (url: string) => request<CurrentUser>(url), {
    dedupingInterval: 60_000,
    revalidateOnMount: fallbackData === undefined,
    ...(fallbackData && { fallbackData }),
  })
  return { user: data, refresh: () => mutate() }
}
