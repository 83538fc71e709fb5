import { Pool } from 'undici'
import { startEmptyApp } from '../empty-app'
import { type Measure, measurePairs, type Pair, timed } from '../report'
import type { BenchWeb } from '../web'
import { type Door, sign } from './door'
import { someEvents } from './mail'
import { drain, post } from './measure-batch'

const CONNECTIONS = 32
const REQUESTS = 2_000
const ROUNDS = 5
/** Both apps first answer 10,000 requests: until then a good part of what runs is not compiled yet. */
const WARM_UPS = 5
const TARGET = 0.8

/** Single events at 32 connections, and an empty Next route handler that proves the same signature over the same bodies. */
export async function measureSingle(web: BenchWeb, door: Door): Promise<Measure[]> {
  const empty = await startEmptyApp(door.secret)
  const pools = {
    door: new Pool(web.url, { connections: CONNECTIONS }),
    empty: new Pool(empty.url, { connections: CONNECTIONS }),
  }
  const pairs: Pair[] = []
  const speed = (ms: number) => (REQUESTS * 1_000) / ms
  try {
    for (let round = -WARM_UPS; round < ROUNDS; round += 1) {
      const deliveries = () => someEvents(REQUESTS, door.campaignId).map((event) => sign(door, event))
      const [real, idle] = [deliveries(), deliveries()]
      const throughDoor = await timed(() => drain(real, CONNECTIONS, (one) => post(pools.door, one)))
      const answered = await timed(() => drain(idle, CONNECTIONS, (one) => post(pools.empty, one, '/api/empty')))
      if (round >= 0) pairs.push({ value: speed(throughDoor), baseline: speed(answered) })
    }
  } finally {
    await Promise.all([pools.door.close(), pools.empty.close()])
    await empty.stop()
  }
  return [measurePairs('ingest.single', 'requests/s', pairs, TARGET)]
}
