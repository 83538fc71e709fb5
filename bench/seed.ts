import { parseArgs } from 'node:util'
import { z } from 'zod'
import { readState } from '@/local/state'
import { loadBenchDatabase } from './support/seed/load'

/**
 * `./sovereign bench seed --events 10000000 --workspaces 3`: a year of mail in a database of the benchmarks' own.
 * One number is shared out, each workspace half as big as the one before; `--events 10000000,1000000` gives each its own, and is
 * what comes without options: `bench aggregate` then finds what it reads.
 */
const { values } = parseArgs({
  options: {
    events: { type: 'string' },
    workspaces: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
})
const wanted = values.events ?? (values.workspaces ? '10000000' : '10000000,1000000')
const given = z.array(z.coerce.number().int().min(1_000).max(100_000_000)).min(1).parse(wanted.split(','))
const workspaces = z.coerce.number().int().min(1).max(1_000).default(given.length).parse(values.workspaces)

const shares = (total: number): number[] => {
  const weights = Array.from({ length: workspaces }, (_, n) => 0.5 ** Math.min(n, 10))
  const sum = weights.reduce((all, one) => all + one, 0)
  return weights.map((weight) => Math.max(1_000, Math.round((total * weight) / sum)))
}

const loaded = await loadBenchDatabase(readState(), given.length > 1 ? given : shares(given[0] ?? 0), (line) => {
  if (!values.json) console.info(`· ${line}`)
})
console.info(
  values.json
    ? JSON.stringify(loaded)
    : `${loaded.events.toLocaleString('en')} events in ${loaded.seconds} s (rows ${loaded.generateSeconds} s, indexes ${loaded.indexSeconds} s); days on which rollup and recount differ: ${loaded.drift}`,
)
if (loaded.drift > 0) process.exitCode = 1
