import { publicRoute } from '@/lib/api/doors'
import { listDemoUsers } from '@/lib/auth/local/demo-users'

/** The seeded logins of a local stack; does not exist anywhere else. */
export const GET = publicRoute({}, async () => ({ data: listDemoUsers() }))
