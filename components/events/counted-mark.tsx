import { Check } from 'lucide-react'
import { Tooltip } from '@/components/ui/tooltip'
import type { MailEvent } from '@/lib/events/schemas'
import { countedReason } from '@/lib/ui/event-text'

/** Is the event part of the figures; why on hover. */
export function CountedMark({ event }: { event: MailEvent }) {
  return (
    <Tooltip content={countedReason(event)}>
      <span className="relative z-1 inline-flex h-5 min-w-5 items-center justify-center gap-1 text-muted-foreground">
        {event.is_first ? <Check className="size-4 stroke-[1.5] max-md:hidden" aria-hidden /> : <NoMark />}
        <span className="text-xs md:sr-only">{event.is_first ? 'Counted' : 'Not counted'}</span>
      </span>
    </Tooltip>
  )
}

const NoMark = () => (
  <span className="max-md:hidden" aria-hidden>
    –
  </span>
)
