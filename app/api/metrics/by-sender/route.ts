import { methods } from '@/lib/api/methods'
import { breakdownRoute } from '@/lib/metrics/breakdown-route'

export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({ GET: breakdownRoute('sender') })
