import type { Sql } from 'postgres'

/** Big tables of an empty database are filled faster without their indexes. */
const tables = ['email_events', 'sends', 'cost_events']

type Definition = { drop: string; create: string }

/** Drops the indexes of the tables about to be filled. Returns what makes them again. */
export async function dropIndexes(sql: Sql): Promise<Definition[]> {
  const constraints = await sql<Definition[]>`
    select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop,
      format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as create
    from pg_constraint where contype in ('p', 'u') and conrelid = any (${tables}::regclass[]) order by conname`
  const indexes = await sql<Definition[]>`
    select format('drop index %s', i.indexrelid::regclass) as drop, replace(pg_get_indexdef(i.indexrelid), ' ON ONLY ', ' ON ') as create
    from pg_index i where i.indrelid = any (${tables}::regclass[])
      and not exists (select from pg_constraint c where c.conindid = i.indexrelid) order by i.indexrelid`
  for (const { drop } of [...constraints, ...indexes]) await sql.unsafe(drop)
  return [...constraints, ...indexes]
}

/** Makes them again, one after another per connection: several are built at the same time from the same warm pages. */
export async function createIndexes(connections: Sql[], definitions: Definition[]): Promise<void> {
  // A constraint locks its table alone; plain indexes can be built side by side.
  const waiting = [...definitions]
  const isConstraint = ({ create }: Definition) => create.startsWith('alter')
  for (const { create } of waiting.filter(isConstraint)) await connections[0]?.unsafe(create)
  const plain = waiting.filter((one) => !isConstraint(one))
  await Promise.all(
    connections.map(async (sql) => {
      for (let next = plain.shift(); next; next = plain.shift()) await sql.unsafe(next.create)
    }),
  )
}
