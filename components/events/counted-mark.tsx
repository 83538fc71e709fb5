import { Check } from 'lucide-react'
import { Tooltip } from '@/components/ui/tooltip'
import type { MailEvent } from '@/lib/events/schemas'
import { countedReason } from '@/lib/ui/event-text'

/** Is the event part of the figures; why on hover. */
export function CountedMark({ event }: { event: MailEvent }) {
  return (
    <Tooltip content={countedReason(event)}>
      <span className="relative z-1 inline-flex size-5 items-center justify-center text-muted-foreground">
        {event.is_first ? <Check className="size-4 stroke-[1.5]" aria-label="Counted" /> : <NotCounted />}
      </span>
    </Tooltip>
  )
}

const NotCounted = () => (
  <span>
    <span aria-hidden>–</span>
    <span className="sr-only">Not counted</span>
  </span>
)
