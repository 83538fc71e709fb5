import { publicRoute } from '@/lib/api/doors'
import { getHealth } from '@/lib/health/public'

export const GET = publicRoute({}, async () => {
  const data = await getHealth()
  return { data, status: data.status === 'down' ? 503 : 200 }
})
