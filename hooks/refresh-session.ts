import { request } from '@/lib/api/fetcher'

/** Renews a session whose token ran out while nobody worked. False when it is over and only signing in helps. */
export async function refreshSession(): Promise<boolean> {
  try {
    await request('/api/auth/refresh', { method: 'POST', reauthenticate: false })
    return true
  } catch {
    return false
  }
}
