import { z } from 'zod'
import { publicRoute } from '@/lib/api/doors'
import { methods } from '@/lib/api/methods'
import { listDemoUsers } from '@/lib/auth/local/demo-users'

const DemoUser = z.object({ email: z.string(), password: z.string(), label: z.string() })

/** The seeded logins of a local stack; does not exist anywhere else. */
export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({
  GET: publicRoute({ response: z.array(DemoUser), errors: ['NOT_FOUND'] }, async () => ({ data: listDemoUsers() })),
})
