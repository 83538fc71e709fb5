import { runReplay } from '@/bench/support/replay/run'
import { readState } from '@/local/state'

test('each event three times, shuffled, through processes that die: every row is what a recount says', async () => {
  const replayed = await runReplay(readState(), { events: 2_000, times: 3, connections: 16, seed: 7 })
  expect(replayed.differences).toEqual([])
  expect(replayed.disturbances).toEqual(['web killed', 'Postgres restarted', 'web killed'])
  expect(replayed.retries).toBeGreaterThan(0)
}, 240_000)
