import { publicRoute } from '@/lib/api/doors'
import { methods } from '@/lib/api/methods'
import { listDemoUsers } from '@/lib/auth/local/demo-users'

/** The seeded logins of a local stack; does not exist anywhere else. */
export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({
  GET: publicRoute({}, async () => ({ data: listDemoUsers() })),
})
