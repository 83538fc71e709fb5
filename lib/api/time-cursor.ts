import { z } from 'zod'
import { AppError } from './errors'

/** Keyset cursor of newest-first lists: the last row's instant and id, opaque to the client. */
const Shape = z.tuple([z.iso.datetime(), z.uuid()])
export type TimeCursor = { at: string; id: string }

export const encodeCursor = ({ at, id }: TimeCursor): string =>
  Buffer.from(JSON.stringify([at, id])).toString('base64url')

/** Null for the first page. Throws INVALID_CURSOR. */
export function decodeCursor(cursor: string | undefined): TimeCursor | null {
  if (cursor === undefined) return null
  try {
    const [at, id] = Shape.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
    return { at, id }
  } catch (cause) {
    throw new AppError('INVALID_CURSOR', undefined, { cause })
  }
}
