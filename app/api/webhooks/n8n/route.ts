import { methods } from '@/lib/api/methods'
import { n8nRoute } from '@/lib/webhooks/n8n-route'

export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({ POST: n8nRoute('callbacks') })
