import { z } from 'zod'
import { ROLES } from '@/lib/auth/permissions'

const widgetIds = z.array(z.string().regex(/^[a-z][a-z0-9-]{0,39}$/)).max(20)

/** How a person arranged the overview. Ids that no widget has are ignored, widgets that it does not name come last. */
export const DashboardLayout = z.strictObject({
  version: z.literal(1),
  order: widgetIds,
  hidden: widgetIds,
  /** Closed below md. */
  collapsed: widgetIds,
  /** Tiles beyond the standard ones. */
  extra_tiles: widgetIds,
})
export type DashboardLayout = z.infer<typeof DashboardLayout>

/** `GET /api/user`: who is signed in and what they may do, per workspace. */
export const CurrentUser = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string().nullable(),
  super_admin: z.boolean(),
  sign_in: z.enum(['local', 'clerk']),
  /** Null until something was arranged. */
  dashboard_layout: DashboardLayout.nullable(),
  layout_updated_at: z.iso.datetime().nullable(),
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

/** `PATCH /api/user`: one's own settings. */
export const UpdateUserInput = z.strictObject({ layout: DashboardLayout })
export type UpdateUserInput = z.infer<typeof UpdateUserInput>

export const SignInInput = z.strictObject({ email: z.email().max(254), password: z.string().min(8).max(128) })
export type SignInInput = z.infer<typeof SignInInput>
