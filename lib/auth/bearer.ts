const BEARER = /^Bearer\s+(\S+)$/i

/** The token of `Authorization: Bearer …`, or null. */
export const readBearer = (headers: Headers): string | null =>
  BEARER.exec(headers.get('authorization') ?? '')?.[1] ?? null

export const isBearer = (headers: Headers): boolean => readBearer(headers) !== null
