import { z } from 'zod'

/** Newest-first pages of a campaign's history and runs. */
export const PageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(25),
  cursor: z.string().max(500).optional(),
})
export type PageQuery = z.output<typeof PageQuery>
