import { request } from '@/lib/api/fetcher'
import type { CurrentUser, SignInInput } from '@/lib/members/schemas'
import { userKey } from './keys'

/** Signs in with email and password; the session arrives as a cookie that scripts cannot read. */
export function useSignIn(): (input: SignInInput) => Promise<void> {
  return async (body) => {
    await request('/api/auth/sign-in', { method: 'POST', body, reauthenticate: false })
  }
}

/** Who is signed in now, without asking to sign in when nobody is. */
export const readSignedIn = (): Promise<CurrentUser> => request<CurrentUser>(userKey, { reauthenticate: false })
