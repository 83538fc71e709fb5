import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { prepareDatabase } from '@/local/postgres/prepare'
import { readState } from '@/local/state'

/** A database of its own on the stack's cluster, empty or brought to the newest schema as production is; `drop` removes it. */
export async function createScratchDatabase() {
  const { postgres_url, app_env } = readState()
  const name = `scratch_${randomUUID().slice(0, 8)}`
  const admin = postgres(postgres_url, { max: 1, onnotice: () => {} })
  await admin.unsafe(`create database ${name} template template0`)
  const inScratch = (url: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href
  const appUrl = app_env.DATABASE_URL ?? ''
  const ownerUrl = inScratch(postgres_url)
  return {
    ownerUrl,
    appUrl: inScratch(appUrl),
    migrate: () => prepareDatabase(ownerUrl, new URL(appUrl).password),
    drop: async () => {
      await admin.unsafe(`drop database ${name} with (force)`)
      await admin.end()
    },
  }
}
