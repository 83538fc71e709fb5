import { adminRoute } from '@/lib/api/doors'
import { methods } from '@/lib/api/methods'
import { FleetSync, getFleetSync } from '@/lib/sync/fleet'

export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({
  GET: adminRoute({ response: FleetSync }, async () => ({ data: await getFleetSync() })),
})
