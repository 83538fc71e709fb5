import { AppError } from '@/lib/api/errors'
import type { DemoUser } from '@/lib/runtime'
import { requireLocalSignIn } from './config'

/** The seeded accounts of a local stack, for one-click sign-in. Throws NOT_FOUND wherever they are not shown. */
export function listDemoUsers(): DemoUser[] {
  const { showDemoUsers, demoUsers } = requireLocalSignIn()
  if (!showDemoUsers || !demoUsers) throw new AppError('NOT_FOUND')
  return demoUsers
}
