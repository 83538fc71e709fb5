import { adminRoute } from '@/lib/api/doors'
import { getFleetSync } from '@/lib/sync/fleet'

export const GET = adminRoute({}, async () => ({ data: await getFleetSync() }))
