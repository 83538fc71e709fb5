import { adminRoute } from '@/lib/api/doors'
import { methods } from '@/lib/api/methods'
import { getFleetSync } from '@/lib/sync/fleet'

export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({
  GET: adminRoute({}, async () => ({ data: await getFleetSync() })),
})
