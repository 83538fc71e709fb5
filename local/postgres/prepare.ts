import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import postgres from 'postgres'
import { root } from '../paths'
import { systemEnv } from '../processes/environment'
import { run } from '../run'
import { warn } from '../terminal'
import { editedMigrations, rememberMigrations } from './edited-migrations'

const supabase = join(root, 'node_modules', '.bin', 'supabase')

/** Brings the database to the newest schema and gives the app's login its password. Safe to run at every start. */
export const prepareDatabase = async (url: string, appPassword: string): Promise<void> => {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    await sql.unsafe(readFileSync(join(root, 'local', 'postgres', 'bootstrap.sql'), 'utf8')).simple()
    await run(supabase, ['migration', 'up', '--yes', '--db-url', url, '--workdir', root], { env: systemEnv() })
    rememberMigrations()
    const edited = editedMigrations()
    if (edited.length > 0)
      warn(`edited after they were applied here: ${edited.join(', ')}; ./sovereign reset starts afresh`)
    // `alter role` takes no parameter; the password is ours and base64url.
    await sql.unsafe(`alter role sovereign_app password '${appPassword}'`)
  } finally {
    await sql.end()
  }
}
