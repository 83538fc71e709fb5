import { z } from 'zod'
import { publicRoute } from '@/lib/api/doors'
import { AppError } from '@/lib/api/errors'

/** Whatever no other route answers: the same envelope as everywhere. */
const missing = publicRoute({ response: z.never(), errors: ['NOT_FOUND'] }, () =>
  Promise.reject(new AppError('NOT_FOUND')),
)

export { missing as DELETE, missing as GET, missing as PATCH, missing as POST, missing as PUT }
