import { database, type Tenant } from '@/__tests__/helpers/stack-tenant'

type Notice = { title: string; category?: string; severity?: string; link?: string; user_id?: string }

/** A notification as the product itself writes one. */
export async function tell({ id }: Tenant, { title, category = 'campaign', ...rest }: Notice): Promise<void> {
  const notice = { kind: 'test', category, title, body: `About ${title}`, ...rest }
  await database().begin(async (sql) => {
    await sql`set local role service_role`
    await sql`select private.notify(${id}::uuid, ${JSON.stringify(notice)}::text::jsonb)`
  })
}
