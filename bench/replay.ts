import { parseArgs } from 'node:util'
import { readState } from '@/local/state'
import { runReplay } from './support/replay/run'
import { measure, print } from './support/report'

/** `./sovereign bench replay [--events 200000] [--json]`: each event three times, shuffled, while processes die: nothing is lost or counted twice. */
const { values } = parseArgs({
  options: { events: { type: 'string', default: '200000' }, json: { type: 'boolean', default: false } },
})
const replayed = await runReplay(readState(), {
  ...{ events: Number(values.events), times: 3, connections: 16, seed: 42 },
  say: (line) => console.error(`· ${line}`),
})
for (const difference of replayed.differences) console.error(difference)
const { events, deliveries, retries, seconds } = replayed
console.error(
  `· ${events} events and ${replayed.costs} costs, three times, in ${deliveries} deliveries with ${retries} retries, ${seconds} s`,
)
const isWhole = replayed.differences.length === 0 && replayed.disturbances.length === 3
print([measure('replay.differences', 'rows', replayed.differences.length, null, '= 0', isWhole)], values.json)
