/**
 * The server's clock as this browser knows it. Ages of observations decide whether a chip may be green, so they must not
 * depend on a laptop whose clock is wrong.
 */
let skewMs = 0

/** Learns from an HTTP `Date` header. Differences under 3 s are the header's own resolution and the way here. */
export function noteServerDate(header: string | null): void {
  if (!header) return
  const difference = Date.parse(header) - Date.now()
  if (Number.isFinite(difference)) skewMs = Math.abs(difference) > 3000 ? difference : 0
}

/** Milliseconds since the epoch by the server's clock. */
export const serverNow = (): number => Date.now() + skewMs
