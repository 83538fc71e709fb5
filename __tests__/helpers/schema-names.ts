import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const lib = join(process.cwd(), 'lib')

/** Contracts under the names they are exported by; a name that two of them share is nobody's. */
export async function listSchemaNames(): Promise<Map<z.ZodType, string>> {
  const files = readdirSync(lib, { recursive: true, encoding: 'utf8' })
    .filter((file) => /(^|\/)schemas(\/[\w-]+)?\.ts$|^api\/answers\.ts$/.test(file))
    .sort()
  const modules: Record<string, unknown>[] = await Promise.all(files.map((file) => import(join(lib, file))))
  const exported = modules.flatMap((module) => Object.entries(module))
  const schemas = exported.filter((entry): entry is [string, z.ZodObject] => entry[1] instanceof z.ZodObject)
  const isShared = (name: string) => schemas.filter(([other]) => other === name).length > 1
  return new Map(schemas.flatMap(([name, schema]) => (isShared(name) ? [] : [[schema, name] as const])))
}
