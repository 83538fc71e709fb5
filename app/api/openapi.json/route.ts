import { publicRoute } from '@/lib/api/doors'
import { methods } from '@/lib/api/methods'
import { ApiDocument, serveDocument } from '@/lib/api/openapi-served'

/** The API as it describes itself, for everyone and from every site. */
export const { DELETE, GET, OPTIONS, PATCH, POST, PUT } = methods({
  GET: publicRoute(
    { response: ApiDocument, raw: 'application/json', statuses: [200, 304], anyOrigin: true },
    serveDocument,
  ),
})
