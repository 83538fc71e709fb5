import { z } from 'zod'

/** Any event of Clerk's; `data` is read by those who know its type. */
export const ClerkEvent = z.object({ type: z.string().max(80), data: z.unknown() })
export type ClerkEvent = z.infer<typeof ClerkEvent>

const UserId = z.string().min(1).max(255)
const Address = z.object({ id: z.string(), email_address: z.string() })

/** What we keep of a person; Clerk sends much more. */
export const ClerkUser = z
  .object({
    id: UserId,
    first_name: z.string().nullish(),
    last_name: z.string().nullish(),
    image_url: z.string().nullish(),
    primary_email_address_id: z.string().nullish(),
    email_addresses: z.array(Address).default([]),
    updated_at: z.int().positive(),
  })
  .transform((user) => {
    const primary = user.email_addresses.find(({ id }) => id === user.primary_email_address_id)
    const email = primary?.email_address.toLowerCase() ?? null
    const name = [user.first_name, user.last_name].filter(Boolean).join(' ').trim().slice(0, 200)
    return {
      userId: user.id,
      email: email && email.length <= 254 ? email : null,
      name: name || null,
      avatarUrl: user.image_url && user.image_url.length <= 500 ? user.image_url : null,
      updatedAt: new Date(user.updated_at).toISOString(),
    }
  })
export type ClerkUser = z.output<typeof ClerkUser>

export const DeletedClerkUser = z.object({ id: UserId })
