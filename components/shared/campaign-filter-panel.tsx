'use client'

import { Command } from 'cmdk'
import { Check, Search } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import { useCampaignOptions } from '@/hooks/use-campaign-options'
import { useDebounced } from '@/hooks/use-debounced'
import { formatCount } from '@/lib/ui/time'
import { ResponsivePopover } from './responsive-popover'

const SEARCH_DELAY_MS = 200
const ITEM =
  'flex h-11 cursor-default items-center gap-2 rounded-md px-2 text-sm data-[selected=true]:bg-accent md:h-8 [&_svg]:size-4 [&_svg]:stroke-[1.5]'

export function CampaignFilterPanel({
  value,
  onChange,
  trigger,
}: {
  value: string | null
  onChange: (id: string | null) => void
  trigger: ReactElement
}) {
  const [isOpen, setOpen] = useState(true)
  const [text, setText] = useState('')
  const search = useDebounced(text.trim(), SEARCH_DELAY_MS)
  const { options, total, isLoading, error } = useCampaignOptions(search)
  const choose = (id: string | null) => {
    setOpen(false)
    onChange(id)
  }
  return (
    <ResponsivePopover
      title="Campaign"
      trigger={trigger}
      isOpen={isOpen}
      onOpenChange={setOpen}
      align="start"
      className="p-0!"
    >
      <Command shouldFilter={false} label="Campaign">
        <div className="flex items-center gap-2 border-b px-3">
          <Search className="size-4 shrink-0 stroke-[1.5] text-muted-foreground" aria-hidden />
          <Command.Input
            value={text}
            onValueChange={setText}
            placeholder="Search campaigns"
            maxLength={100}
            className="h-11 w-full bg-transparent text-lg outline-none placeholder:text-muted-foreground md:h-9 md:text-sm"
          />
        </div>
        <Command.List className="max-h-72 overflow-y-auto p-1">
          {search === '' && (
            <Command.Item value="all" onSelect={() => choose(null)} className={ITEM}>
              <span className="flex-1">All campaigns</span>
              {value === null && <Check aria-hidden />}
            </Command.Item>
          )}
          {options.map(({ id, name }) => (
            <Command.Item key={id} value={id} onSelect={() => choose(id)} className={ITEM}>
              <span className="min-w-0 flex-1 truncate text-left" dir="auto">
                {name}
              </span>
              {value === id && <Check aria-hidden />}
            </Command.Item>
          ))}
          <Note>
            {isLoading
              ? 'Loading'
              : error && options.length === 0
                ? error.message
                : options.length === 0 && search !== ''
                  ? 'No campaign matches.'
                  : total > options.length
                    ? `${formatCount(options.length)} of ${formatCount(total)}: search for the others.`
                    : null}
          </Note>
        </Command.List>
      </Command>
    </ResponsivePopover>
  )
}

const Note = ({ children }: { children: string | null }) => (
  <p role="status" className="px-2 py-1.5 text-muted-foreground text-xs empty:hidden">
    {children}
  </p>
)
