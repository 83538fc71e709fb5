import { createHash } from 'node:crypto'

/** A stable uuid for a seeded thing: the same on every machine and every run, so that seeding twice changes nothing. */
export const seedId = (...parts: string[]): string => {
  const hex = createHash('sha256')
    .update(`sovereign seed ${parts.join('/')}`)
    .digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
