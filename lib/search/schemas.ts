import { z } from 'zod'

/** Contracts of the palette's search (spec 02 §4.5). */
export const HIT_TYPES = ['campaign', 'contact', 'page'] as const
export const HitType = z.enum(HIT_TYPES)

export const SearchQuery = z.strictObject({
  q: z.string().trim().min(1).max(100),
  /** Comma-separated; all of them when absent. */
  types: z
    .string()
    .max(100)
    .transform((list) => list.split(','))
    .pipe(z.array(HitType))
    .optional(),
})
export type SearchQuery = z.output<typeof SearchQuery>

export const SearchHit = z.object({
  type: HitType,
  /** An id; of a page its address. */
  id: z.string(),
  title: z.string(),
  subtitle: z.string().nullable(),
  href: z.string(),
})
export type SearchHit = z.infer<typeof SearchHit>
