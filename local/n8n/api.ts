import { z } from 'zod'

/** One call to the local n8n. Throws unless it answers with success. */
export const callN8n = async <T>(url: string, schema: z.ZodType<T>, init: RequestInit = {}): Promise<T> => {
  const response = await fetch(url, {
    ...init,
    headers: { ...init.headers, ...(init.body ? { 'content-type': 'application/json' } : {}) },
    signal: AbortSignal.timeout(30_000),
  })
  const text = await response.text()
  if (!response.ok) {
    throw new Error(`n8n answered ${response.status} to ${init.method ?? 'GET'} ${url}: ${text.slice(0, 300)}`)
  }
  return schema.parse(JSON.parse(text))
}

export const Anything = z.unknown()
