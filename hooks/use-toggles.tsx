'use client'

import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import type { Permission } from '@/lib/auth/permissions'
import type { Campaign } from '@/lib/campaigns/schemas/campaign'
import { isBusy, movingSince, shownDesired } from '@/lib/ui/campaign-toggle'
import { serverNow } from '@/lib/ui/clock'
import { dismissToast, notify } from '@/lib/ui/toast'
import { writeBlock } from '@/lib/ui/write-block'
import { readCampaign, toggleCampaign, undoToggle } from './campaign-requests'
import { learnCampaigns, subscribeCampaigns } from './campaign-store'
import { createToggleController, type ToggleController } from './toggle-controller'
import { announce, type OfferUndo, type OwnDecision, tellIfPutBack, UNDO_MS, warn } from './toggle-messages'
import { useOnline } from './use-online'
import { useTicked } from './use-ticked'
import { useWorkspace } from './use-workspace'

/** One step that can still be taken back; the newest only. */
type Undoable = { until: number; run: () => void }

type TogglesValue = {
  controller: ToggleController
  blockedUntil: number | null
  block: (until: number) => void
  offerUndo: OfferUndo
  undoLast: () => boolean
}

const TogglesContext = createContext<TogglesValue | null>(null)

export function TogglesProvider({ children }: { children: ReactNode }) {
  const { workspace } = useWorkspace()
  const [blockedUntil, setBlockedUntil] = useState<number | null>(null)
  const last = useRef<Undoable | null>(null)
  const own = useRef(new Map<string, OwnDecision>())

  const offerUndo = useCallback((key: string, message: string, run: () => void) => {
    const offered: Undoable = {
      until: Date.now() + UNDO_MS,
      run: () => {
        last.current = null
        dismissToast(key)
        run()
      },
    }
    last.current = offered
    notify(message, { id: key, duration: UNDO_MS, action: { label: 'Undo', onClick: offered.run } })
  }, [])

  const controller = useMemo(() => {
    const made: ToggleController = createToggleController({
      toggle: (id, desired, expectedVersion) => toggleCampaign(workspace.id, id, desired, expectedVersion),
      undo: (id, intentId) => undoToggle(workspace.id, id, intentId),
      read: (id) => readCampaign(workspace.id, id),
      now: serverNow,
      learn: (campaign) => learnCampaigns([campaign]),
      onDone: (result, flight) => {
        own.current.set(result.campaign.id, { desired: flight.desired, version: result.campaign.intent_version })
        announce(result, flight, made, offerUndo)
      },
      onFailed: (id, failed, flight) => {
        if (failed.blockedUntil) setBlockedUntil(failed.blockedUntil)
        warn(id, failed, flight)
      },
    })
    return made
  }, [workspace.id, offerUndo])

  useEffect(
    () =>
      subscribeCampaigns((changed) => {
        controller.observe(changed)
        for (const campaign of changed) tellIfPutBack(campaign, own.current)
      }),
    [controller],
  )

  const value = useMemo<TogglesValue>(
    () => ({
      controller,
      blockedUntil,
      block: setBlockedUntil,
      offerUndo,
      undoLast: () => {
        if (!last.current || last.current.until < Date.now()) return false
        last.current.run()
        return true
      },
    }),
    [controller, blockedUntil, offerUndo],
  )
  return <TogglesContext value={value}>{children}</TogglesContext>
}

export function useToggles(): TogglesValue {
  const value = useContext(TogglesContext)
  if (!value) throw new Error('useToggles() needs a TogglesProvider above it')
  return value
}

/** Why nothing may be changed right now, or null. */
export function useWriteBlock(permission: Permission, { evenFrozen = false } = {}): string | null {
  const { workspace, can } = useWorkspace()
  const { blockedUntil } = useToggles()
  const online = useOnline()
  const permitted = can(permission)
  const reason = useTicked((nowMs) => {
    const limited = permission === 'campaigns.toggle' ? blockedUntil : null
    return (
      writeBlock({ online, frozen: workspace.frozen && !evenFrozen, permitted, blockedUntil: limited, nowMs }) ?? ''
    )
  })
  return reason || null
}

/** The switch of one campaign: what to paint and what a press does. */
export function useCampaignToggle(campaign: Campaign) {
  const { controller } = useToggles()
  const stateOf = () => controller.stateOf(campaign.id)
  const state = useSyncExternalStore(controller.subscribe, stateOf, () => undefined)
  const desired = state ? shownDesired(state) : campaign.desired_active
  // Stopping is always allowed, also in a frozen workspace.
  const block = useWriteBlock('campaigns.toggle', { evenFrozen: desired })
  const linked = campaign.n8n_workflow_id !== null
  const closed = campaign.status === 'archived' || campaign.status === 'completed'
  const unusable = closed
    ? `This campaign is ${campaign.status}.`
    : linked || desired
      ? null
      : 'Link a workflow first; there is nothing to start.'
  const busy = state ? isBusy(state) : false
  const since = state ? movingSince(state) : null
  return {
    desired,
    busy,
    underWay: since === null ? null : { desired, since },
    failure: state?.failure ?? null,
    disabledReason: block ?? unusable,
    toggle: () => {
      if (!block && !unusable) controller.click(campaign)
    },
  }
}
