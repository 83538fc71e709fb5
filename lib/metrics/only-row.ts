import type { RawBuilder } from 'kysely'
import type { Ctx } from '@/lib/auth/context'

/** The row of a statement that always has exactly one: its `select` names no table. */
export async function onlyRow<Row>(ctx: Ctx, statement: RawBuilder<Row>): Promise<Row> {
  const [[row]] = await ctx.db.read(statement)
  if (!row) throw new Error('A statement of one row had none')
  return row
}
