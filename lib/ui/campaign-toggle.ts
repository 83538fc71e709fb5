/**
 * The switch of one campaign as a state machine: what to paint, what to send, what to believe. Pure; time comes with
 * each event. At most one request is under way; clicks meanwhile are kept as one wish, the last one; an answer older
 * than what is already known changes nothing; an outcome that nobody knows is read back before anything else is sent.
 */
export const ACTIVATION_DELAY_MS = 300

/** What the server said, ordered by `intentVersion`, then `version`. */
export type Snapshot = { desired: boolean; intentVersion: number; version: number }
export type Failure = { code: string; message: string; at: number; desired: boolean }

export type Flight = {
  id: number
  kind: 'toggle' | 'undo' | 'read'
  desired: boolean
  since: number
  intentId?: string
}

export type ToggleState = {
  server: Snapshot
  wish: boolean | null
  /** An activation waits until then, so that a double click costs nothing. */
  dueAt: number | null
  flight: Flight | null
  failure: Failure | null
  flights: number
}

export type ToggleEvent =
  | { type: 'click'; at: number }
  | { type: 'undo'; at: number; intentId: string }
  | { type: 'due'; at: number }
  | { type: 'answered'; at: number; flight: number; snapshot: Snapshot }
  | { type: 'refused'; at: number; flight: number; failure: Failure; snapshot: Snapshot | null; outcome: Outcome }
  | { type: 'observed'; snapshot: Snapshot }

/** `unchanged`: the server did nothing. `unknown`: it may have. `blocked`: nothing may be sent for a while. */
export type Outcome = 'unchanged' | 'unknown' | 'blocked'

export type ToggleEffect =
  | { type: 'send'; flight: Flight; expectedVersion: number }
  | { type: 'read'; flight: Flight }
  | { type: 'wake'; at: number }

type Step = [ToggleState, ToggleEffect[]]

export const initialToggle = (server: Snapshot): ToggleState => ({
  server,
  wish: null,
  dueAt: null,
  flight: null,
  failure: null,
  flights: 0,
})

/** The position to paint. */
export function shownDesired(state: ToggleState): boolean {
  if (state.wish !== null) return state.wish
  return state.flight && state.flight.kind !== 'read' ? state.flight.desired : state.server.desired
}

/** True while a request is under way or waits to be sent. */
export const isBusy = (state: ToggleState): boolean => state.flight !== null || state.wish !== null

/** Since when a change of the position is on its way; null at rest and while only reading. */
export function movingSince(state: ToggleState): number | null {
  if (state.flight && state.flight.kind !== 'read') return state.flight.since
  return state.wish !== null && state.dueAt !== null ? state.dueAt - ACTIVATION_DELAY_MS : null
}

export function stepToggle(state: ToggleState, event: ToggleEvent): Step {
  switch (event.type) {
    case 'click':
      return click(state, event.at)
    case 'undo':
      return undo(state, event.at, event.intentId)
    case 'due':
      return advance(state, event.at)
    case 'observed':
      return [learn(state, event.snapshot), []]
    case 'answered':
      if (state.flight?.id !== event.flight) return [state, []]
      return advance({ ...learn(state, event.snapshot), flight: null }, event.at)
    case 'refused':
      return state.flight?.id === event.flight ? refused(state, event) : [state, []]
  }
}

function click(state: ToggleState, at: number): Step {
  const wish = !shownDesired(state)
  return advance({ ...state, wish, dueAt: wish ? at + ACTIVATION_DELAY_MS : null, failure: null }, at)
}

function undo(state: ToggleState, at: number, intentId: string): Step {
  if (isBusy(state)) return click(state, at)
  const flight: Flight = { id: state.flights + 1, kind: 'undo', desired: !state.server.desired, since: at, intentId }
  return takeOff({ ...state, failure: null }, flight)
}

function refused(state: ToggleState, event: Extract<ToggleEvent, { type: 'refused' }>): Step {
  const failed = { ...state, flight: null, failure: event.failure }
  const landed = event.snapshot ? learn(failed, event.snapshot) : failed
  if (event.outcome === 'blocked') return [{ ...landed, wish: null, dueAt: null }, []]
  const mustRead = event.outcome === 'unknown' && state.flight?.kind !== 'read'
  if (!mustRead) return advance(landed, event.at)
  const flight: Flight = { id: state.flights + 1, kind: 'read', desired: landed.server.desired, since: event.at }
  return takeOff(landed, flight)
}

/** Sends the wish when nothing is under way, it is due, and it differs from what the server already holds. */
function advance(state: ToggleState, at: number): Step {
  if (state.flight || state.wish === null) return [state, []]
  if (state.wish === state.server.desired) return [{ ...state, wish: null, dueAt: null }, []]
  if (state.dueAt !== null && at < state.dueAt) return [state, [{ type: 'wake', at: state.dueAt }]]
  const flight: Flight = { id: state.flights + 1, kind: 'toggle', desired: state.wish, since: at }
  return takeOff({ ...state, wish: null, dueAt: null }, flight)
}

function takeOff(state: ToggleState, flight: Flight): Step {
  const effect: ToggleEffect =
    flight.kind === 'read'
      ? { type: 'read', flight }
      : { type: 'send', flight, expectedVersion: state.server.intentVersion }
  return [{ ...state, flight, flights: flight.id }, [effect]]
}

/** Takes the newer of two truths. A failure is forgotten once the server turns out to hold what was wanted. */
function learn(state: ToggleState, snapshot: Snapshot): ToggleState {
  const server = newest(state.server, snapshot)
  return { ...state, server, failure: state.failure?.desired === server.desired ? null : state.failure }
}

function newest(known: Snapshot, said: Snapshot): Snapshot {
  if (said.intentVersion !== known.intentVersion) return said.intentVersion > known.intentVersion ? said : known
  return said.version >= known.version ? said : known
}
