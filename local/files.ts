import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { ZodType } from 'zod'

/** The parsed file, or null when it is missing, damaged or of another shape. */
export const readJson = <T>(path: string, schema: ZodType<T>): T | null => {
  try {
    const parsed = schema.safeParse(JSON.parse(readFileSync(path, 'utf8')))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

/** Written beside and renamed, so that a reader never sees half a file; readable by its owner only. */
export const writeJson = (path: string, value: unknown): void => {
  const beside = `${path}.${process.pid}`
  writeFileSync(beside, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 })
  renameSync(beside, path)
}
