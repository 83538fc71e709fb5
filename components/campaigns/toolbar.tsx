'use client'

import { RefreshCw, Search } from 'lucide-react'
import { type RefObject, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { Tooltip } from '@/components/ui/tooltip'
import { useSyncNow } from '@/hooks/use-sync'
import { useWriteBlock } from '@/hooks/use-toggles'
import { useWorkspace } from '@/hooks/use-workspace'
import type { CampaignStatus } from '@/lib/campaigns/schemas/campaign'
import { STATUS_LABELS, STATUSES } from '@/lib/ui/campaign-status'
import { cn } from '@/lib/ui/cn'

const SEARCH_DELAY_MS = 300

export function CampaignToolbar({
  search,
  onSearch,
  status,
  onStatus,
  searchRef,
}: {
  search: string
  onSearch: (text: string) => void
  status: CampaignStatus[]
  onStatus: (status: CampaignStatus[]) => void
  searchRef: RefObject<HTMLInputElement | null>
}) {
  return (
    <div className="flex flex-wrap items-center gap-2 md:flex-nowrap">
      <SearchBox search={search} onSearch={onSearch} searchRef={searchRef} />
      <fieldset className="order-3 flex w-full min-w-0 gap-1 md:order-2 md:w-auto md:flex-1 overflow-x-auto [scrollbar-width:none]">
        <legend className="sr-only">Status</legend>
        {STATUSES.map((value) => {
          const isOn = status.includes(value)
          return (
            <button
              key={value}
              type="button"
              aria-pressed={isOn}
              onClick={() => onStatus(isOn ? status.filter((each) => each !== value) : [...status, value])}
              className={cn(
                'h-9 shrink-0 rounded-full border px-3 text-xs transition-colors duration-120 md:h-7 md:px-2.5',
                isOn
                  ? 'border-primary bg-primary-subtle font-medium text-primary'
                  : 'border-border text-muted-foreground hover:bg-accent hover:text-foreground',
              )}
            >
              {STATUS_LABELS[value]}
            </button>
          )
        })}
      </fieldset>
      <SyncNow />
    </div>
  )
}

function SearchBox({
  search,
  onSearch,
  searchRef,
}: {
  search: string
  onSearch: (text: string) => void
  searchRef: RefObject<HTMLInputElement | null>
}) {
  const [text, setText] = useState(search)
  const [adopted, setAdopted] = useState(search)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  // The address may change without typing: Back, or "Clear filters".
  if (search !== adopted) {
    setAdopted(search)
    if (text.trim() !== search) setText(search)
  }
  return (
    <div className="relative flex-1 md:w-44 md:flex-none lg:w-60">
      <Search
        className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 stroke-[1.5] text-muted-foreground"
        aria-hidden
      />
      <Input
        ref={searchRef}
        type="search"
        aria-label="Search campaigns by name"
        placeholder="Search"
        maxLength={100}
        value={text}
        onChange={(event) => {
          const next = event.target.value
          setText(next)
          clearTimeout(timer.current)
          timer.current = setTimeout(() => onSearch(next.trim()), SEARCH_DELAY_MS)
        }}
        onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
        className="pl-8"
      />
    </div>
  )
}

function SyncNow() {
  const { can } = useWorkspace()
  const { syncNow, isSyncing } = useSyncNow()
  const block = useWriteBlock('sync.trigger')
  if (!can('sync.trigger')) return null
  return (
    <Tooltip content={block ?? 'Read every workflow from the engines'}>
      <Button
        variant="outline"
        aria-disabled={block ? true : undefined}
        aria-busy={isSyncing || undefined}
        onClick={() => {
          if (!block && !isSyncing) void syncNow()
        }}
        className="order-2 max-md:size-11 max-lg:px-2 md:order-3"
      >
        <RefreshCw className={cn(isSyncing && 'animate-spin')} aria-hidden />
        <span className="max-lg:sr-only">{isSyncing ? 'Syncing' : 'Sync now'}</span>
      </Button>
    </Tooltip>
  )
}
