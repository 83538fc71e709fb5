'use client'

import { Dialog, DialogContent, DialogHeader } from '@/components/ui/dialog'
import { NAV_ITEMS } from './nav-items'

const GROUPS: [string, [string, string[]][]][] = [
  [
    'Campaigns',
    [
      ['Next, previous row', ['j', 'k']],
      ['Switch on or off', ['Space']],
      ['Open', ['Enter']],
      ['Select', ['x']],
      ['Select a range', ['Shift', 'x']],
      ['New campaign', ['n']],
      ['Search', ['/']],
    ],
  ],
  [
    'Notifications',
    [
      ['Next, previous', ['j', 'k']],
      ['Read or unread', ['u']],
      ['Dismiss', ['x']],
    ],
  ],
  ['Go to', NAV_ITEMS.map(({ label, go }) => [label, ['g', go]])],
  [
    'Everywhere',
    [
      ['Search and commands', ['Ctrl', 'k']],
      ['Undo, within 5 s', ['Ctrl', 'z']],
      ['Sidebar', ['[']],
      ['Shortcuts', ['?']],
      ['Close', ['Esc']],
    ],
  ],
]

export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent aria-describedby={undefined}>
        <DialogHeader title="Keyboard shortcuts" />
        {GROUPS.map(([title, keys]) => (
          <section key={title} className="mb-4 last:mb-0">
            <h3 className="mb-1 text-muted-foreground text-xs">{title}</h3>
            <dl className="grid grid-cols-[1fr_auto] items-center">
              {keys.map(([label, combination]) => (
                <div key={label} className="contents">
                  <dt className="border-t py-1.5 text-sm">{label}</dt>
                  <dd className="flex h-full items-center gap-1 border-t">
                    {combination.map((key) => (
                      <kbd key={key} className="min-w-5 rounded border bg-muted px-1 text-center font-mono text-2xs">
                        {key}
                      </kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </DialogContent>
    </Dialog>
  )
}
