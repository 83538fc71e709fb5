import { randomUUID } from 'node:crypto'

/**
 * Ids that sort by when they were made (version 7, RFC 9562 §5.7): the time stands where version 4 has chance, and Node keeps
 * its chance in store. The `uuid` package asks the system for each, which takes ten times as long.
 */
export function uuidsV7(count: number): string[] {
  const time = Date.now().toString(16).padStart(12, '0')
  const head = `${time.slice(0, 8)}-${time.slice(8)}-7`
  return Array.from({ length: count }, () => head + randomUUID().slice(head.length))
}
