import { z } from 'zod'
import type { ErrorCode } from './errors'

/**
 * What a route says of its answers. The compiler holds handlers to it, docs/openapi.json shows it and the tests hold what
 * is really answered against that; in production nothing is checked.
 */
export type Answers<R extends z.ZodType> = {
  /** `data` of every success. */
  response: R
  meta?: z.ZodType
  /** Of a success; an answer that names none has the first. 200 unless given. */
  statuses?: readonly [number, ...number[]]
  /** Codes it refuses with, beyond those of its kind. */
  errors?: readonly ErrorCode[]
  /** The media type of a body without the envelope, which `response` then describes whole. */
  raw?: string
}

const count = z.number().int().nonnegative()

/** `meta` of one page of a list. */
export const PageMeta = z.object({ limit: count, next_cursor: z.string().nullable(), has_more: z.boolean() })
/** The same where everything that matches is counted. */
export const CountedPageMeta = PageMeta.extend({ total: count })
