const MOST_DEPTH = 12
const ENVELOPE_DEPTH = 3
/** What the database adds stays within the rest: a campaign's name of 100 characters, and marks of our own. */
const JSONB_LIMIT_BYTES = 3_700

const isBranch = (value: unknown): value is object => typeof value === 'object' && value !== null

/** False for a body that nests beyond all use; nothing may walk such a one by recursion. */
export function isShallow(root: unknown): boolean {
  let level: unknown[] = [root]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MOST_DEPTH + ENVELOPE_DEPTH) return false
    level = level.flatMap((value) => (isBranch(value) ? Object.values(value) : []))
  }
  return true
}

/** Postgres stores neither NUL nor half a surrogate pair. */
const isText = (text: string): boolean => text.isWellFormed() && !text.includes('\0')

/** False for an item with text that the database refuses, or nested beyond all use. */
export function isStorable(item: unknown, levels = MOST_DEPTH): boolean {
  if (typeof item === 'string') return isText(item)
  if (!isBranch(item)) return true
  return levels > 0 && Object.entries(item).every(([key, inner]) => isText(key) && isStorable(inner, levels - 1))
}

/** Never below what jsonb needs. */
function bytesOf(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value)
  if (typeof value === 'number') return 28
  if (!isBranch(value)) return 0
  const keyBytes = (key: string) => 8 + (Array.isArray(value) ? 0 : Buffer.byteLength(key))
  return Object.entries(value).reduce((sum, [key, inner]) => sum + keyBytes(key) + bytesOf(inner), 12)
}

/** False for metadata that would not fit the 4 kB of its column. It was found storable before. */
export const fitsMetadata = (metadata: Record<string, unknown> | undefined): boolean =>
  metadata === undefined || bytesOf(metadata) <= JSONB_LIMIT_BYTES
