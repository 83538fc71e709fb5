import fc from 'fast-check'
import {
  type Flight,
  initialToggle,
  isBusy,
  type Snapshot,
  shownDesired,
  stepToggle,
  type ToggleEffect,
  type ToggleEvent,
  type ToggleState,
} from '@/lib/ui/campaign-toggle'

/** How one request fares: how long it takes each way, whether it is applied, and what of the answer arrives. */
type Fate = { there: number; back: number; applied: boolean; answer: 'whole' | 'failed' | 'lost'; echoes: number[] }
type Act = { at: number; by: 'me' | 'other' }

const fate: fc.Arbitrary<Fate> = fc.record({
  there: fc.integer({ min: 1, max: 900 }),
  back: fc.integer({ min: 1, max: 4000 }),
  applied: fc.boolean(),
  answer: fc.constantFrom('whole', 'whole', 'failed', 'lost'),
  echoes: fc.array(fc.integer({ min: 1, max: 6000 }), { maxLength: 3 }),
})
const acts = fc.array(
  fc.record({ at: fc.integer({ min: 0, max: 6000 }), by: fc.constantFrom<'me' | 'other'>('me', 'me', 'me', 'other') }),
  { minLength: 1, maxLength: 50 },
)

/** A server with versions, a network that delays, reorders, repeats and loses, and the machine, in simulated time. */
class World {
  server: Snapshot = { desired: false, intentVersion: 0, version: 0 }
  state: ToggleState = initialToggle(this.server)
  lastShown = false
  worstFlights = 0
  private underWay = 0
  private fates: Fate[]
  private queue: { at: number; order: number; run: (at: number) => void }[] = []
  private order = 0

  constructor(fates: Fate[]) {
    this.fates = [...fates]
  }

  plan(at: number, run: (at: number) => void): void {
    this.order += 1
    this.queue.push({ at, order: this.order, run })
  }

  runAll(): void {
    while (this.queue.length > 0) {
      this.queue.sort((a, b) => a.at - b.at || a.order - b.order)
      const next = this.queue.shift()
      next?.run(next.at)
    }
  }

  act({ by }: Act, at: number): void {
    if (by === 'other') {
      this.write(!this.server.desired, at, [5, 700])
    } else {
      this.feed({ type: 'click', at }, at)
      this.lastShown = shownDesired(this.state)
    }
  }

  feed(event: ToggleEvent, at: number): void {
    const [state, effects] = stepToggle(this.state, event)
    this.state = state
    for (const effect of effects) this.perform(effect, at)
  }

  private write(desired: boolean, at: number, echoes: number[]): void {
    const { intentVersion, version } = this.server
    this.server = { desired, intentVersion: intentVersion + 1, version: version + 1 }
    const said = this.server
    for (const delay of echoes) this.plan(at + delay, (then) => this.feed({ type: 'observed', snapshot: said }, then))
  }

  private perform(effect: ToggleEffect, at: number): void {
    if (effect.type === 'wake') {
      this.plan(effect.at, (then) => this.feed({ type: 'due', at: then }, then))
      return
    }
    this.underWay += 1
    this.worstFlights = Math.max(this.worstFlights, this.underWay)
    if (effect.type === 'read') this.read(effect.flight.id, at)
    else this.send(effect, at)
  }

  private read(flight: number, at: number): void {
    this.plan(at + 40, (then) => {
      this.underWay -= 1
      this.feed({ type: 'answered', at: then, flight, snapshot: this.server }, then)
    })
  }

  private send({ flight, expectedVersion }: Extract<ToggleEffect, { type: 'send' }>, at: number): void {
    const fared = this.fates.shift() ?? { there: 20, back: 20, applied: true, answer: 'whole', echoes: [5] }
    this.plan(at + fared.there, (then) => {
      const stale = expectedVersion !== this.server.intentVersion
      const answer = stale ? 'failed' : fared.answer
      if (!stale && (fared.applied || answer === 'whole')) this.write(flight.desired, then, fared.echoes)
      const said = this.server
      this.plan(then + fared.back, (later) => {
        this.underWay -= 1
        this.feed(answerOf(answer, flight, said, later), later)
      })
    })
  }
}

function answerOf(answer: Fate['answer'], flight: Flight, snapshot: Snapshot, at: number): ToggleEvent {
  if (answer === 'whole') return { type: 'answered', at, flight: flight.id, snapshot }
  const failure = { code: 'ENGINE_TIMEOUT', message: 'Workflow engine timeout', at, desired: flight.desired }
  return answer === 'lost'
    ? { type: 'refused', at, flight: flight.id, failure, snapshot: null, outcome: 'unknown' }
    : { type: 'refused', at, flight: flight.id, failure, snapshot, outcome: 'unchanged' }
}

function play(script: Act[], fates: Fate[]): World {
  const world = new World(fates)
  for (const act of script) world.plan(act.at, (at) => world.act(act, at))
  world.runAll()
  return world
}

describe('a switch under random clicks on a bad network', () => {
  it('ends at rest, showing what the server holds, with never two requests at once', () => {
    fc.assert(
      fc.property(acts, fc.array(fate, { maxLength: 50 }), (script, fates) => {
        const world = play(script, fates)
        // What other people did reaches this browser at the latest with the next refetch.
        if (script.some(({ by }) => by === 'other')) world.feed({ type: 'observed', snapshot: world.server }, 1e6)
        expect(isBusy(world.state)).toBe(false)
        expect(shownDesired(world.state)).toBe(world.server.desired)
        expect(world.worstFlights).toBeLessThanOrEqual(1)
      }),
      { numRuns: 500 },
    )
  })

  it('leaves the server at the last click when nothing fails', () => {
    const alone = fc.array(fc.integer({ min: 0, max: 6000 }), { minLength: 1, maxLength: 50 })
    const slow = fate.map((each): Fate => ({ ...each, applied: true, answer: 'whole' }))
    fc.assert(
      fc.property(alone, fc.array(slow, { maxLength: 50 }), (times, fates) => {
        const world = play(
          times.map((at) => ({ at, by: 'me' })),
          fates,
        )
        expect(world.server.desired).toBe(world.lastShown)
        expect(shownDesired(world.state)).toBe(world.lastShown)
      }),
      { numRuns: 300 },
    )
  })
})
