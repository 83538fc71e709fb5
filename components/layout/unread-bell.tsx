'use client'

import { useRef, useState } from 'react'
import { Tooltip } from '@/components/ui/tooltip'
import { useNoticeUpkeep, useNotifications } from '@/hooks/use-notifications'
import { late } from '@/lib/ui/late'
import { BellButton } from './bell-button'

const NotificationSheet = late(() => import('./notification-sheet').then((module) => module.NotificationSheet))

/** How many notices are unread, and the way to them; open at once if the bell was pressed before this was here. */
export function UnreadBell({ isPressed }: { isPressed: boolean }) {
  const { unread } = useNotifications()
  useNoticeUpkeep()
  const [isOpen, setOpen] = useState(isPressed)
  const bell = useRef<HTMLButtonElement>(null)
  const fetchAhead = () => void NotificationSheet.preload().catch(() => undefined)
  return (
    <>
      <Tooltip content="Notifications" side="bottom">
        <BellButton
          ref={bell}
          unread={unread}
          aria-expanded={isOpen}
          onPointerEnter={fetchAhead}
          onClick={() => setOpen(true)}
        />
      </Tooltip>
      {isOpen && <NotificationSheet onClose={() => setOpen(false)} onClosed={() => bell.current?.focus()} />}
    </>
  )
}
