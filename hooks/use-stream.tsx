'use client'

import { createContext, type ReactNode, startTransition, useContext, useEffect, useMemo, useRef, useState } from 'react'
import { useSWRConfig } from 'swr'
import type { Change } from '@/lib/stream/schemas'
import { planRefresh } from '@/lib/ui/stream-plan'
import { readCampaign } from './campaign-requests'
import { knownCampaign, refreshLists } from './campaign-store'
import { streamUrl, syncKey, userKey } from './keys'
import { openStream, type StreamStatus } from './stream-connection'
import { useOnline } from './use-online'
import { useWorkspace } from './use-workspace'

const PASS_MS = 250

export type LiveStatus = StreamStatus | 'offline'
type StreamValue = { status: LiveStatus; lastMessageAt: number | null; retry: () => void }

const StreamContext = createContext<StreamValue>({
  status: 'reconnecting',
  lastMessageAt: null,
  retry: () => undefined,
})

export const useStream = (): StreamValue => useContext(StreamContext)

/** Null: anything may have changed meanwhile. */
type News = ReadonlySet<Change['type']> | null
const listeners = new Set<(news: News) => void>()
const announce = (news: News): void => {
  for (const listener of listeners) listener(news)
}

/** Calls `refresh`, at most once per pass, when changes of these types came in or may have been missed. */
export function useStreamRefresh(types: readonly Change['type'][], refresh: () => void): void {
  const latest = useRef({ types, refresh })
  useEffect(() => {
    latest.current = { types, refresh }
  })
  useEffect(() => {
    const listener = (news: News) => {
      if (!news || latest.current.types.some((type) => news.has(type))) latest.current.refresh()
    }
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
    }
  }, [])
}

/** Keeps the screen current: pushes are collected for a moment, then turned into the reads they call for. */
export function StreamProvider({ children }: { children: ReactNode }) {
  const { workspace } = useWorkspace()
  const { mutate } = useSWRConfig()
  const online = useOnline()
  const [status, setStatus] = useState<StreamStatus>('reconnecting')
  const [lastMessageAt, setLastMessageAt] = useState<number | null>(null)
  const [attempt, setAttempt] = useState(0)
  const waiting = useRef<Change[]>([])

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt opens the stream anew
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const pass = () => {
      timer = undefined
      const plan = planRefresh(waiting.current, (id) => knownCampaign(id)?.version ?? null)
      announce(new Set(waiting.current.map(({ type }) => type)))
      waiting.current = []
      for (const id of plan.campaigns) readCampaign(workspace.id, id).catch(refreshLists)
      if (plan.lists) refreshLists()
      if (plan.sync) void mutate(syncKey(workspace.id))
      if (plan.user) void mutate(userKey)
    }
    const close = openStream(workspace.id, streamUrl(workspace.id), {
      // Not urgent: parts of the page that are not hydrated yet would be thrown away for an urgent change above them.
      onStatus: (next) => startTransition(() => setStatus(next)),
      onChange: (change) => {
        startTransition(() => setLastMessageAt(Date.now()))
        waiting.current.push(change)
        timer ??= setTimeout(pass, PASS_MS)
      },
      onResync: () => {
        refreshLists()
        void mutate(userKey)
        void mutate(syncKey(workspace.id))
        announce(null)
      },
      onRefused: () => void mutate(userKey),
    })
    return () => {
      clearTimeout(timer)
      close()
    }
  }, [workspace.id, mutate, attempt])

  const value = useMemo<StreamValue>(
    () => ({
      status: online ? status : 'offline',
      lastMessageAt,
      retry: () => setAttempt((attempts) => attempts + 1),
    }),
    [online, status, lastMessageAt],
  )
  return <StreamContext value={value}>{children}</StreamContext>
}
