import postgres from 'postgres'
import { readState } from '@/local/state'

/** Reads as the database's owner, past every policy: says whether a tenant's rows changed at all. */
export function openWitness() {
  const sql = postgres(readState().postgres_url, { max: 1, onnotice: () => {} })
  let query: string | null = null
  return {
    sql,
    /** Row count and a checksum over every row and its xmin, per table that carries a workspace. `except` names tables. */
    async snapshot(workspaceId: string, except: string[] = []): Promise<Record<string, string>> {
      query ??= await buildQuery(sql)
      const rows = await sql.unsafe<{ name: string; sum: string }[]>(query, [workspaceId])
      return Object.fromEntries(rows.filter(({ name }) => !except.includes(name)).map(({ name, sum }) => [name, sum]))
    },
    close: () => sql.end(),
  }
}
export type Witness = ReturnType<typeof openWitness>

async function buildQuery(sql: postgres.Sql): Promise<string> {
  const tables = await sql<{ name: string; key: string }[]>`
    select format('%I.%I', c.table_schema, c.table_name) as name, c.column_name as key from information_schema.columns c
    where c.table_schema in ('public', 'platform')
      and (c.column_name = 'workspace_id' or (c.table_name = 'workspaces' and c.column_name = 'id'))`
  return tables
    .map(
      ({ name, key }) => `select '${name}' as name, count(*) || ' ' ||
        coalesce(sum(hashtextextended(t.xmin::text || t::text, 0)::numeric), 0) as sum from ${name} t where t.${key} = $1::uuid`,
    )
    .join(' union all ')
}
