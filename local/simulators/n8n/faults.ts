import { z } from 'zod'

const Effect = z.enum(['before', 'after']).default('before')

/** One way to misbehave on matching requests; `after` means that n8n did the work before it misbehaved. */
export const Fault = z.object({
  method: z.string().optional(),
  /** A regular expression on the path. */
  path: z.string().optional(),
  /** How many matching requests it hits; all of them when missing. */
  times: z.number().int().positive().optional(),
  what: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('latency'), ms: z.number() }),
    /** A random wait for each answer, so that answers overtake each other. */
    z.object({ kind: z.literal('reorder'), minMs: z.number(), maxMs: z.number() }),
    z.object({ kind: z.literal('hang'), effect: Effect }),
    z.object({ kind: z.literal('reset'), effect: Effect }),
    z.object({
      kind: z.literal('status'),
      status: z.number().int(),
      message: z.string().optional(),
      headers: z.record(z.string(), z.string()).optional(),
      effect: Effect,
    }),
    z.object({ kind: z.literal('truncated'), effect: Effect }),
    z.object({ kind: z.literal('malformed'), effect: Effect }),
    /** Every row of a list comes twice. */
    z.object({ kind: z.literal('duplicate') }),
  ]),
})
export type Fault = z.infer<typeof Fault>
export type FaultInput = z.input<typeof Fault>

/** The faults in force, oldest first; every request uses up one turn of each fault that matches it. */
export function createFaults() {
  let faults: (Fault & { left: number })[] = []
  return {
    add(input: FaultInput): void {
      const fault = Fault.parse(input)
      faults.push({ ...fault, left: fault.times ?? Number.POSITIVE_INFINITY })
    },
    clear(): void {
      faults = []
    },
    take(method: string, path: string): Fault['what'][] {
      const hits = faults.filter(
        (fault) =>
          fault.left > 0 &&
          (!fault.method || fault.method === method) &&
          (!fault.path || new RegExp(fault.path).test(path)),
      )
      for (const fault of hits) fault.left -= 1
      return hits.map(({ what }) => what)
    },
  }
}
