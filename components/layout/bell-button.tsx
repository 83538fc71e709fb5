import { Bell } from 'lucide-react'
import type { ComponentProps } from 'react'
import { Button } from '@/components/ui/button'

const MOST_SHOWN = 9

export function BellButton({ unread = 0, ...props }: ComponentProps<typeof Button> & { unread?: number }) {
  return (
    <Button
      variant="ghost"
      size="icon"
      className="relative"
      aria-label={unread > 0 ? `Notifications, ${unread} unread` : 'Notifications'}
      aria-haspopup="dialog"
      {...props}
    >
      <Bell aria-hidden />
      {unread > 0 && (
        <span
          className="absolute top-1 left-[23px] flex h-4 min-w-4 items-center justify-center rounded-full bg-primary px-1 font-semibold text-2xs text-primary-foreground tabular-nums ring-2 ring-background md:top-0 md:left-[17px]"
          aria-hidden
        >
          {unread > MOST_SHOWN ? `${MOST_SHOWN}+` : unread}
        </span>
      )}
    </Button>
  )
}
