/** Minutes until the next try of a delivery whose effect failed; then it rests as a dead letter (spec 02 §7.5). */
const RETRY_AFTER_MINUTES = [1, 5, 30, 120, 720]

/** When a delivery is tried again that has failed this many times, ISO; null when it rests. */
export function nextTryAt(failures: number, now = Date.now()): string | null {
  const minutes = RETRY_AFTER_MINUTES[failures - 1]
  return minutes === undefined ? null : new Date(now + minutes * 60_000).toISOString()
}
