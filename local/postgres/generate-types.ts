import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Writes lib/db/types.gen.ts from a database that stands at the newest migration. */
export function generateTypes(databaseUrl: string, root = process.cwd()): string {
  const output = execFileSync(
    join(root, 'node_modules', '.bin', 'supabase'),
    ['gen', 'types', 'typescript', `--remote=${databaseUrl}`, '--schema', 'public,platform'],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
  )
  // The CLI may print its connection notice before the first declaration.
  return output.slice(output.indexOf('export type Json'))
}

const [, script = '', url] = process.argv
if (script.endsWith('generate-types.ts') && url)
  writeFileSync(join(process.cwd(), 'lib', 'db', 'types.gen.ts'), generateTypes(url))
