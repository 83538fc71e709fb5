import { z } from 'zod'
import { isShallow } from './storable'

/** What a callback carried: `isSingle` when it was one bare item, whose refusal is then the whole answer's. */
export type Items = { items: unknown[]; isSingle: boolean }

/** One item, an array of them, or an object that holds the array under `name`; the items are proved one by one later. */
export const oneOrMany = (name: string, most: number) =>
  z.unknown().transform((body, issues): Items => {
    if (!isShallow(body)) {
      issues.addIssue('Nested too deeply.')
      return z.NEVER
    }
    const list = listIn(body, name)
    if (!list) {
      if (isObject(body) && Object.keys(body).length > 0) return { items: [body], isSingle: true }
      issues.addIssue(`Send one object, an array of them, or {"${name}": [...]}.`)
      return z.NEVER
    }
    if (list.length < 1 || list.length > most) {
      issues.addIssue(`Between 1 and ${most} items at a time; these are ${list.length}.`)
      return z.NEVER
    }
    return { items: list, isSingle: false }
  })

/** The same three forms with what an item is, for the document. */
export const describeOneOrMany = (name: string, item: z.ZodType) =>
  z.union([item, z.array(item), z.strictObject({ [name]: z.array(item) })])

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function listIn(body: unknown, name: string): unknown[] | null {
  if (Array.isArray(body)) return body
  const inner = isObject(body) && Object.keys(body).length === 1 ? body[name] : undefined
  return Array.isArray(inner) ? inner : null
}
