'use client'

import { Circle, CircleDot, OctagonAlert, TriangleAlert, X } from 'lucide-react'
import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import type { ReactNode } from 'react'
import { TimeText } from '@/components/shared/time-text'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Tooltip } from '@/components/ui/tooltip'
import type { Notification } from '@/lib/notifications/schemas'
import { cn } from '@/lib/ui/cn'
import { linkInWorkspace } from '@/lib/ui/link-in-workspace'
import { formatCount } from '@/lib/ui/time'
import { CATEGORIES } from './notification-categories'

export function NotificationItem({
  notice,
  block,
  onOpen,
  onToggleRead,
  onDismiss,
  onLeave,
}: {
  notice: Notification
  /** Why nothing can be marked now, or null. */
  block: string | null
  onOpen: () => void
  onToggleRead: () => void
  onDismiss: () => void
  onLeave: () => void
}) {
  const isUnread = notice.read_at === null
  const readLabel = isUnread ? 'Mark as read' : 'Mark as unread'
  return (
    <li
      className="group relative flex gap-3 border-b px-5 py-3 transition-colors duration-120 focus-within:bg-accent/50 hover:bg-accent/50"
      data-notice={notice.id}
      data-unread={isUnread}
    >
      <Mark notice={notice} />
      <div className="min-w-0 flex-1">
        <div className="flex items-baseline gap-2">
          <Opener notice={notice} onOpen={onOpen} onLeave={onLeave} />
          {notice.count > 1 && <Badge>{formatCount(notice.count)}×</Badge>}
        </div>
        <p className="line-clamp-3 text-muted-foreground text-xs [overflow-wrap:anywhere]">{notice.body}</p>
        <p className="mt-1 flex items-center gap-1.5 text-2xs text-muted-foreground tabular-nums">
          {isUnread && (
            <span className="size-1.5 rounded-full bg-primary">
              <span className="sr-only">Unread</span>
            </span>
          )}
          <TimeText at={notice.created_at} />
          <span aria-hidden>·</span>
          {CATEGORIES[notice.category].label}
        </p>
      </div>
      <div className="z-1 -mr-2 flex shrink-0 gap-0.5 max-md:relative md:absolute md:top-2 md:right-3 md:mr-0 md:rounded-md md:border md:bg-popover md:p-px md:opacity-0 md:group-focus-within:opacity-100 md:group-hover:opacity-100">
        <Act label={readLabel} block={block} onClick={onToggleRead}>
          {isUnread ? <CircleDot aria-hidden /> : <Circle aria-hidden />}
        </Act>
        <Act label="Dismiss" block={block} onClick={onDismiss}>
          <X aria-hidden />
        </Act>
      </div>
    </li>
  )
}

function Act({
  label,
  block,
  onClick,
  children,
}: {
  label: string
  block: string | null
  onClick: () => void
  children: ReactNode
}) {
  return (
    <Tooltip content={block ?? label}>
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={label}
        aria-disabled={block ? true : undefined}
        className="text-muted-foreground hover:text-foreground"
        onClick={onClick}
      >
        {children}
      </Button>
    </Tooltip>
  )
}

/** The whole row leads where the notice points; without a place to go it is only read. */
function Opener({ notice, onOpen, onLeave }: { notice: Notification; onOpen: () => void; onLeave: () => void }) {
  const slug = useSearchParams().get('workspace')
  const className = cn(
    'min-w-0 text-left text-sm outline-none [overflow-wrap:anywhere] after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:outline-ring focus-visible:after:-outline-offset-2',
    notice.read_at === null ? 'font-medium' : 'text-muted-foreground',
  )
  if (notice.link === null) {
    return (
      <button type="button" className={className} onClick={onOpen}>
        {notice.title}
      </button>
    )
  }
  const follow = () => {
    onOpen()
    onLeave()
  }
  return (
    <Link href={linkInWorkspace(notice.link, slug)} prefetch={false} className={className} onClick={follow}>
      {notice.title}
    </Link>
  )
}

function Mark({ notice: { severity, category } }: { notice: Notification }) {
  if (severity === 'urgent')
    return <OctagonAlert className="mt-0.5 size-4 shrink-0 stroke-[1.5] text-destructive" aria-label="Urgent" />
  if (severity === 'warning')
    return <TriangleAlert className="mt-0.5 size-4 shrink-0 stroke-[1.5] text-warning" aria-label="Warning" />
  const Icon = CATEGORIES[category].icon
  return <Icon className="mt-0.5 size-4 shrink-0 stroke-[1.5] text-muted-foreground" aria-hidden />
}
