const MOST_DEPTH = 12
const ENVELOPE_DEPTH = 3
/** What the database adds stays within the rest: a campaign's name of 100 characters, and marks of our own. */
const JSONB_LIMIT_BYTES = 3_700

type Branch = { [key: string]: unknown }
const isBranch = (value: unknown): value is Branch => typeof value === 'object' && value !== null

/** False for a body that nests beyond all use; nothing may walk such a one by recursion, and this stops where that begins. */
export const isShallow = (root: unknown): boolean => isWithin(root, MOST_DEPTH + ENVELOPE_DEPTH)

function isWithin(value: unknown, levels: number): boolean {
  if (!isBranch(value)) return true
  for (const inner of Array.isArray(value) ? value : Object.values(value))
    if (levels <= 0 || (typeof inner === 'object' && !isWithin(inner, levels - 1))) return false
  return true
}

/** Postgres stores neither NUL nor half a surrogate pair. */
const isText = (text: string): boolean => text.isWellFormed() && !text.includes('\0')

/** False for an item with text that the database refuses, or nested beyond all use. */
export function isStorable(item: unknown, levels = MOST_DEPTH): boolean {
  if (typeof item === 'string') return isText(item)
  if (!isBranch(item)) return true
  if (levels <= 0) return false
  // What JSON.parse made has no inherited keys, and a list of its own would be made for each.
  for (const key in item) if (!isText(key) || !isStorable(item[key], levels - 1)) return false
  return true
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
