import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { readJson, writeJson } from '../files'
import { home, root } from '../paths'

const Checksums = z.record(z.string(), z.string())
const folder = join(root, 'supabase', 'migrations')
const memory = join(home, 'postgres-migrations.json')

const checksums = (): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder).map((file) => [
      file,
      createHash('sha256')
        .update(readFileSync(join(folder, file)))
        .digest('hex'),
    ]),
  )

/** Migrations whose text is no longer the one this database was made with: the newest schema is not what it has. */
export const editedMigrations = (): string[] => {
  const now = checksums()
  const applied = readJson(memory, Checksums) ?? {}
  return Object.keys(applied).filter((file) => applied[file] !== now[file])
}

/** Remembers the text of every migration that was just applied; an older memory wins. */
export const rememberMigrations = (): void =>
  writeJson(memory, { ...checksums(), ...(readJson(memory, Checksums) ?? {}) })
