import { z } from 'zod'

export type JsonSchema = z.core.JSONSchema.BaseSchema
/** Names under which schemas are described once; the others are written out where they stand. */
export type SchemaNames = ReadonlyMap<z.ZodType, string>
/** Schemas as JSON, and the named ones that they spoke of. */
export type Scribe = {
  write: (schema: z.ZodType, io: 'input' | 'output') => JsonSchema
  named: () => Record<string, JsonSchema>
}

const COMPONENTS = '#/components/schemas/'

/** Writes zod schemas as OpenAPI 3.1 has them. Bodies are closed, as the routes are; an answer may grow. */
export function createScribe(names: SchemaNames): Scribe {
  const registry = z.registry<{ id: string }>()
  for (const [schema, id] of names) registry.add(schema, { id })
  const nobody = z.registry<{ id: string }>()
  const named = new Map<string, JsonSchema>()
  return {
    write: (schema, io) => {
      // A shape that is named takes in less than it gives out, or other things: names are for answers.
      const metadata = io === 'output' ? registry : nobody
      const json = z.toJSONSchema(schema, { io, metadata, unrepresentable: 'any', override: plainer(io) })
      const {
        $schema: _,
        $defs = {},
        ...rest
      } = JSON.parse(JSON.stringify(json).replaceAll('#/$defs/', COMPONENTS)) as JsonSchema
      for (const [name, { id: _id, ...definition }] of Object.entries($defs)) named.set(name, definition)
      return rest
    },
    named: () => Object.fromEntries([...named].sort(([a], [b]) => a.localeCompare(b))),
  }
}

/** Leaves out what says the same twice: the pattern of a format, the bounds of every integer. */
const plainer =
  (io: 'input' | 'output') =>
  ({ jsonSchema }: { jsonSchema: JsonSchema }): void => {
    if (jsonSchema.format) delete jsonSchema.pattern
    if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
    if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
    if (io === 'output' && jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties
  }
