const MOST_DEPTH = 12
const ENVELOPE_DEPTH = 3
const JSONB_LIMIT_BYTES = 3_800
/** Postgres stores neither NUL nor half a surrogate pair. */
const isText = (text: string): boolean => text.isWellFormed() && !text.includes('\0')

/** False for a body that nests beyond all use; nothing may walk such a one by recursion. */
export function isShallow(root: unknown): boolean {
  let level: unknown[] = [root]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MOST_DEPTH + ENVELOPE_DEPTH) return false
    level = level.flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value) : []))
  }
  return true
}

type Look = { ok: boolean; bytes: number }

/** Walks without recursion: a body may nest as deeply as its size allows. `bytes` is never below what jsonb needs. */
function look(root: unknown): Look {
  const open: { value: unknown; depth: number }[] = [{ value: root, depth: 0 }]
  let bytes = 0
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, depth } = next
    if (depth > MOST_DEPTH) return { ok: false, bytes }
    if (typeof value === 'string') {
      if (!isText(value)) return { ok: false, bytes }
      bytes += Buffer.byteLength(value)
    } else if (typeof value === 'number') {
      bytes += 28
    } else if (typeof value === 'object' && value !== null) {
      bytes += 12
      for (const [key, inner] of Object.entries(value)) {
        if (!isText(key)) return { ok: false, bytes }
        bytes += 8 + (Array.isArray(value) ? 0 : Buffer.byteLength(key))
        open.push({ value: inner, depth: depth + 1 })
      }
    }
  }
  return { ok: true, bytes }
}

/** False for an item with text that the database refuses, or nested beyond all use. */
export const isStorable = (item: unknown): boolean => look(item).ok

/** False for metadata that would not fit the 4 kB of its column. */
export const fitsMetadata = (metadata: Record<string, unknown> | undefined): boolean =>
  metadata === undefined || look(metadata).bytes <= JSONB_LIMIT_BYTES
