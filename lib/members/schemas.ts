import { z } from 'zod'
import { ROLES } from '@/lib/auth/permissions'

/** `GET /api/user`: who is signed in and what they may do, per workspace. */
export const CurrentUser = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string().nullable(),
  super_admin: z.boolean(),
  sign_in: z.enum(['local', 'clerk']),
  workspaces: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      slug: z.string(),
      role: z.enum(ROLES),
      permissions: z.array(z.string()),
      frozen: z.boolean(),
      frozen_reason: z.string().nullable(),
      timezone: z.string(),
    }),
  ),
})
export type CurrentUser = z.infer<typeof CurrentUser>

export const SignInInput = z.strictObject({ email: z.email().max(254), password: z.string().min(8).max(128) })
export type SignInInput = z.infer<typeof SignInInput>
