import { AppError } from '@/lib/api/errors'
import { type LocalSignInConfig, webConfig } from '@/lib/runtime'

/** The local sign-in's settings. With Clerk on, nothing of it exists: throws NOT_FOUND. */
export function requireLocalSignIn(): LocalSignInConfig {
  const { signIn } = webConfig()
  if (signIn.kind !== 'local') throw new AppError('NOT_FOUND')
  return signIn
}
