import {
  ACTIVATION_DELAY_MS,
  initialToggle,
  isBusy,
  type Snapshot,
  shownDesired,
  stepToggle,
  type ToggleEffect,
  type ToggleEvent,
  type ToggleState,
} from '@/lib/ui/campaign-toggle'

const snapshot = (desired: boolean, intentVersion: number, version = intentVersion): Snapshot => ({
  desired,
  intentVersion,
  version,
})

/** Feeds events and collects what the machine wanted done. */
function run(start: ToggleState, ...events: ToggleEvent[]): { state: ToggleState; effects: ToggleEffect[] } {
  let state = start
  const effects: ToggleEffect[] = []
  for (const event of events) {
    const [next, wanted] = stepToggle(state, event)
    state = next
    effects.push(...wanted)
  }
  return { state, effects }
}

const off = initialToggle(snapshot(false, 0))
const on = initialToggle(snapshot(true, 3))
const failure = (desired: boolean) => ({ code: 'ENGINE_TIMEOUT', message: 'Workflow engine timeout', at: 0, desired })

describe('toggle of one campaign', () => {
  it('paints a click at once and sends a pause without delay', () => {
    const { state, effects } = run(on, { type: 'click', at: 0 })
    expect(shownDesired(state)).toBe(false)
    expect(effects).toEqual([expect.objectContaining({ type: 'send', expectedVersion: 3 })])
  })

  it('holds an activation back and sends it when due', () => {
    const clicked = run(off, { type: 'click', at: 1000 })
    expect(shownDesired(clicked.state)).toBe(true)
    expect(clicked.effects).toEqual([{ type: 'wake', at: 1000 + ACTIVATION_DELAY_MS }])
    const due = run(clicked.state, { type: 'due', at: 1000 + ACTIVATION_DELAY_MS })
    expect(due.effects).toEqual([expect.objectContaining({ type: 'send' })])
  })

  it('sends nothing for a double click on a paused campaign', () => {
    const { state, effects } = run(
      off,
      { type: 'click', at: 0 },
      { type: 'click', at: 120 },
      { type: 'due', at: ACTIVATION_DELAY_MS },
    )
    expect(effects.filter((effect) => effect.type !== 'wake')).toEqual([])
    expect(isBusy(state)).toBe(false)
    expect(shownDesired(state)).toBe(false)
  })

  it('keeps only the last of the clicks made while a request is under way', () => {
    const { state, effects } = run(
      on,
      { type: 'click', at: 0 },
      { type: 'click', at: 10 },
      { type: 'click', at: 20 },
      { type: 'answered', at: 50, flight: 1, snapshot: snapshot(false, 4) },
    )
    expect(effects.filter((effect) => effect.type === 'send')).toHaveLength(1)
    expect(shownDesired(state)).toBe(false)
    expect(isBusy(state)).toBe(false)
  })

  it('sends the last wish after the answer when it differs', () => {
    const { effects } = run(
      on,
      { type: 'click', at: 0 },
      { type: 'click', at: 10 },
      { type: 'answered', at: 400, flight: 1, snapshot: snapshot(false, 4) },
    )
    expect(effects.at(-1)).toMatchObject({ type: 'send', expectedVersion: 4, flight: { desired: true } })
  })

  it('rolls back a failure and keeps its reason', () => {
    const { state, effects } = run(
      on,
      { type: 'click', at: 0 },
      {
        type: 'refused',
        at: 5000,
        flight: 1,
        failure: failure(false),
        snapshot: snapshot(true, 5),
        outcome: 'unchanged',
      },
    )
    expect(shownDesired(state)).toBe(true)
    expect(state.failure?.code).toBe('ENGINE_TIMEOUT')
    expect(effects).toHaveLength(1)
  })

  it('reads the truth back when nobody knows what a lost request did', () => {
    const lost = run(
      on,
      { type: 'click', at: 0 },
      { type: 'refused', at: 30_000, flight: 1, failure: failure(false), snapshot: null, outcome: 'unknown' },
    )
    expect(lost.effects.at(-1)).toMatchObject({ type: 'read', flight: { id: 2 } })
    const read = run(lost.state, { type: 'answered', at: 30_100, flight: 2, snapshot: snapshot(false, 4) })
    expect(shownDesired(read.state)).toBe(false)
    expect(read.state.failure).toBeNull()
  })

  it('drops the wish when the server takes no more requests', () => {
    const { state } = run(
      on,
      { type: 'click', at: 0 },
      { type: 'click', at: 10 },
      { type: 'refused', at: 20, flight: 1, failure: failure(false), snapshot: null, outcome: 'blocked' },
    )
    expect(shownDesired(state)).toBe(true)
    expect(isBusy(state)).toBe(false)
  })

  it('ignores an echo older than what it knows, and answers to requests that are not its own', () => {
    const { state } = run(
      on,
      { type: 'observed', snapshot: snapshot(false, 2) },
      { type: 'observed', snapshot: { desired: false, intentVersion: 3, version: 1 } },
      { type: 'answered', at: 0, flight: 7, snapshot: snapshot(false, 9) },
    )
    expect(shownDesired(state)).toBe(true)
  })

  it('lets the newer change of another person win over its own older answer', () => {
    const { state } = run(
      on,
      { type: 'click', at: 0 },
      { type: 'observed', snapshot: snapshot(true, 5) },
      { type: 'answered', at: 80, flight: 1, snapshot: snapshot(false, 4) },
    )
    expect(shownDesired(state)).toBe(true)
  })

  it('undoes with the intent it was given', () => {
    const { effects } = run(on, { type: 'undo', at: 0, intentId: 'i-1' })
    expect(effects).toEqual([
      { type: 'send', expectedVersion: 3, flight: { id: 1, kind: 'undo', desired: false, since: 0, intentId: 'i-1' } },
    ])
  })
})
