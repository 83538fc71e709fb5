import type { Campaign, ToggleResult } from '@/lib/campaigns/schemas/campaign'
import {
  type Flight,
  initialToggle,
  stepToggle,
  type ToggleEffect,
  type ToggleEvent,
  type ToggleState,
} from '@/lib/ui/campaign-toggle'
import { type ReadFailure, readToggleFailure, snapshotOf } from '@/lib/ui/toggle-failure'

/** Runs the switch machines of one workspace: performs what they ask for and feeds back what became of it. */
export type ToggleWorld = {
  toggle: (id: string, desired: boolean, expectedVersion: number) => Promise<ToggleResult>
  undo: (id: string, intentId: string) => Promise<ToggleResult>
  read: (id: string) => Promise<Campaign>
  now: () => number
  learn: (campaign: Campaign) => void
  onDone: (result: ToggleResult, flight: Flight) => void
  onFailed: (id: string, failed: ReadFailure, flight: Flight) => void
}

export type ToggleController = ReturnType<typeof createToggleController>

export function createToggleController(world: ToggleWorld) {
  const states = new Map<string, ToggleState>()
  const listeners = new Set<() => void>()

  function feed(id: string, event: ToggleEvent): void {
    const before = states.get(id)
    if (!before) return
    const [after, effects] = stepToggle(before, event)
    states.set(id, after)
    if (after !== before) for (const listener of listeners) listener()
    for (const effect of effects) perform(id, effect)
  }

  function perform(id: string, effect: ToggleEffect): void {
    if (effect.type === 'wake') {
      setTimeout(() => feed(id, { type: 'due', at: world.now() }), Math.max(0, effect.at - world.now()))
    } else if (effect.type === 'read') {
      void read(id, effect.flight)
    } else {
      void send(id, effect.flight, effect.expectedVersion)
    }
  }

  async function send(id: string, flight: Flight, expectedVersion: number): Promise<void> {
    try {
      const { intentId } = flight
      const result = await (intentId ? world.undo(id, intentId) : world.toggle(id, flight.desired, expectedVersion))
      land(id, flight, result.campaign)
      world.onDone(result, flight)
    } catch (error) {
      const failed = readToggleFailure(error, flight.desired, world.now())
      if (failed.campaign) world.learn(failed.campaign)
      world.onFailed(id, failed, flight)
      refuse(id, flight, failed)
    }
  }

  async function read(id: string, flight: Flight): Promise<void> {
    try {
      land(id, flight, await world.read(id))
    } catch (error) {
      const failed = readToggleFailure(error, flight.desired, world.now())
      const failure = states.get(id)?.failure ?? failed.failure
      refuse(id, flight, { ...failed, failure })
    }
  }

  function land(id: string, flight: Flight, campaign: Campaign): void {
    world.learn(campaign)
    feed(id, { type: 'answered', at: world.now(), flight: flight.id, snapshot: snapshotOf(campaign) })
  }

  function refuse(id: string, flight: Flight, { failure, outcome, campaign }: ReadFailure): void {
    const snapshot = campaign && snapshotOf(campaign)
    feed(id, { type: 'refused', at: world.now(), flight: flight.id, failure, outcome, snapshot })
  }

  function machineFor(campaign: Campaign): void {
    if (!states.has(campaign.id)) states.set(campaign.id, initialToggle(snapshotOf(campaign)))
  }

  return {
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    stateOf: (id: string): ToggleState | undefined => states.get(id),
    click(campaign: Campaign) {
      machineFor(campaign)
      feed(campaign.id, { type: 'click', at: world.now() })
    },
    undo(campaign: Campaign, intentId: string) {
      machineFor(campaign)
      feed(campaign.id, { type: 'undo', at: world.now(), intentId })
    },
    observe(campaigns: readonly Campaign[]) {
      for (const campaign of campaigns) feed(campaign.id, { type: 'observed', snapshot: snapshotOf(campaign) })
    },
  }
}
