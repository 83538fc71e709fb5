import { z } from 'zod'
import { ROLES } from '@/lib/auth/permissions'

/** One row of `GET /api/workspaces`. */
export const WorkspaceSummary = z.object({
  id: z.uuid(),
  name: z.string(),
  slug: z.string(),
  plan: z.enum(['free', 'starter', 'pro', 'enterprise']),
  role: z.enum(ROLES),
  member_count: z.int(),
  frozen: z.boolean(),
  onboarding_complete: z.boolean(),
})
export type WorkspaceSummary = z.infer<typeof WorkspaceSummary>
