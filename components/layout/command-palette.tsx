'use client'

import { Command } from 'cmdk'
import { Megaphone, Search, UserRound } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { Dialog as DialogPrimitive } from 'radix-ui'
import { useState } from 'react'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { useSearch } from '@/hooks/use-search'
import { usePaletteCommands } from './palette-commands'

const ITEM =
  'flex h-11 cursor-default items-center gap-2 rounded-md px-2 text-sm data-[selected=true]:bg-accent md:h-8 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:stroke-[1.5] [&_svg]:text-muted-foreground'
const GROUP =
  '[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-muted-foreground [&_[cmdk-group-heading]]:text-xs'
const ICONS = { campaign: Megaphone, contact: UserRound }

type Props = { onClose: () => void; onShortcuts: () => void; onSidebar: () => void }

/** Everything by name: pages and commands at once, campaigns and contacts as the server finds them. */
export function CommandPalette({ onClose, onShortcuts, onSidebar }: Props) {
  const [text, setText] = useState('')
  const router = useRouter()
  const groups = usePaletteCommands({ onShortcuts, onSidebar })
  const { hits, isSearching, error } = useSearch(text)
  const found = hits.flatMap((hit) => (hit.type === 'page' ? [] : [{ ...hit, icon: ICONS[hit.type] }]))
  const named = groups.map(({ title, commands }) => ({
    title,
    commands: commands.filter(({ label }) => label.toLowerCase().includes(text.trim().toLowerCase())),
  }))
  // What is found arrives late; the first line is chosen until the person chooses another that is still there.
  const [chosen, choose] = useState('')
  const ids = [...found, ...named.flatMap(({ commands }) => commands)].map(({ id }) => id)
  const run = (act: () => unknown) => () => {
    onClose()
    act()
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        closable={false}
        aria-describedby={undefined}
        className="top-0 max-h-dvh! rounded-none! p-0! md:top-[14vh]! md:max-w-xl! md:rounded-xl!"
      >
        <DialogPrimitive.Title className="sr-only">Search and commands</DialogPrimitive.Title>
        <Command
          label="Search and commands"
          loop
          shouldFilter={false}
          value={ids.includes(chosen) ? chosen : (ids[0] ?? '')}
          onValueChange={choose}
        >
          <div className="flex items-center gap-2 border-b px-3">
            <Search className="size-4 shrink-0 stroke-[1.5] text-muted-foreground" aria-hidden />
            <Command.Input
              value={text}
              onValueChange={setText}
              maxLength={100}
              placeholder="Search campaigns, contacts, commands"
              className="h-12 w-full bg-transparent text-lg outline-none placeholder:text-muted-foreground md:text-sm"
            />
            <DialogPrimitive.Close className="rounded border px-1.5 py-0.5 text-2xs text-muted-foreground">
              Esc
            </DialogPrimitive.Close>
          </div>
          <Command.List className="max-h-[calc(100dvh-3rem)] overflow-y-auto p-1 md:max-h-96">
            <Command.Empty className="px-2 py-6 text-center text-muted-foreground text-sm">
              {error ? error.message : isSearching ? 'Searching' : 'Nothing matches.'}
            </Command.Empty>
            {found.length > 0 && (
              <Command.Group heading="Found" className={GROUP}>
                {found.map(({ id, title, subtitle, href, icon: Icon }) => (
                  <Command.Item key={id} value={id} forceMount className={ITEM} onSelect={run(() => router.push(href))}>
                    <Icon aria-hidden />
                    <span className="min-w-0 truncate" dir="auto">
                      {title}
                    </span>
                    <span className="min-w-0 flex-1 truncate text-muted-foreground text-xs">{subtitle}</span>
                  </Command.Item>
                ))}
              </Command.Group>
            )}
            {named.map(({ title, commands }) =>
              commands.length === 0 ? null : (
                <Command.Group key={title} heading={title} className={GROUP}>
                  {commands.map(({ id, label, icon: Icon, keys, run: act }) => (
                    <Command.Item key={id} value={id} className={ITEM} onSelect={run(act)}>
                      <Icon aria-hidden />
                      <span className="flex-1 truncate">{label}</span>
                      {keys?.map((key) => (
                        <kbd
                          key={key}
                          className="hidden min-w-5 rounded border bg-muted px-1 text-center font-mono text-2xs md:inline"
                        >
                          {key}
                        </kbd>
                      ))}
                    </Command.Item>
                  ))}
                </Command.Group>
              ),
            )}
          </Command.List>
        </Command>
      </DialogContent>
    </Dialog>
  )
}
