import { request } from '@/lib/api/fetcher'
import type { CurrentUser } from '@/lib/members/schemas'
import { notifyError, reasonOf } from '@/lib/ui/toast'
import { announceSignOut } from './session-channel'

type WithClerk = Window & { Clerk?: { signOut: () => Promise<void> } }

/** Ends the session here and in every other tab; the page load that follows drops every cache. */
export function useSignOut(kind: CurrentUser['sign_in']): () => Promise<void> {
  return async () => {
    try {
      if (kind === 'clerk') await (window as WithClerk).Clerk?.signOut()
      else await request('/api/auth/sign-out', { method: 'POST', reauthenticate: false })
    } catch (error) {
      notifyError('You are still signed in', { description: reasonOf(error) })
      return
    }
    announceSignOut()
    window.location.assign('/sign-in')
  }
}
