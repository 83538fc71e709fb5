'use client'

import { Bell } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Tooltip } from '@/components/ui/tooltip'
import { useNotifications } from '@/hooks/use-notifications'
import { late } from '@/lib/ui/late'

const NotificationSheet = late(() => import('./notification-sheet').then((module) => module.NotificationSheet))

const MOST_SHOWN = 9

/** How many notices are unread, and the way to them. */
export function NotificationBell() {
  const { unread } = useNotifications()
  const [isOpen, setOpen] = useState(false)
  const fetchAhead = () => void NotificationSheet.preload().catch(() => undefined)
  const label = unread > 0 ? `Notifications, ${unread} unread` : 'Notifications'
  return (
    <>
      <Tooltip content="Notifications" side="bottom">
        <Button
          variant="ghost"
          size="icon"
          className="relative"
          aria-label={label}
          aria-haspopup="dialog"
          aria-expanded={isOpen}
          onPointerEnter={fetchAhead}
          onClick={() => setOpen(true)}
        >
          <Bell aria-hidden />
          {unread > 0 && (
            <span
              data-unread={unread}
              className="absolute top-1 right-1 flex h-4 min-w-4 items-center justify-center rounded-full bg-primary px-1 font-semibold text-2xs text-primary-foreground tabular-nums ring-2 ring-background md:top-0 md:right-0"
              aria-hidden
            >
              {unread > MOST_SHOWN ? `${MOST_SHOWN}+` : unread}
            </span>
          )}
        </Button>
      </Tooltip>
      {isOpen && <NotificationSheet onClose={() => setOpen(false)} />}
    </>
  )
}
