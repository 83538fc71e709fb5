import { publicRoute } from '@/lib/api/doors'
import { methods } from '@/lib/api/methods'
import { getHealth, Health } from '@/lib/health/public'

export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({
  GET: publicRoute({ response: Health, statuses: [200, 503], anyOrigin: true }, async () => {
    const data = await getHealth()
    return { data, status: data.status === 'down' ? 503 : 200 }
  }),
})
