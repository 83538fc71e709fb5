import { Bot, CircleHelp, User } from 'lucide-react'
import { Unknown } from '@/components/shared/unknown'
import { Tooltip } from '@/components/ui/tooltip'
import type { MailEvent } from '@/lib/events/schemas'
import { cn } from '@/lib/ui/cn'
import { ACTOR_LABELS, actorReason, hasActor } from '@/lib/ui/event-text'

const ICONS = { human: User, machine: Bot, unknown: CircleHelp }

/** A person, a machine or nobody knows; the reason on hover. Purple is the machine's alone. */
export function ActorMark({ event }: { event: MailEvent }) {
  if (!hasActor(event)) {
    return (
      <Unknown
        why="Servers send and deliver mail: nobody did this by hand"
        className="relative z-1 text-muted-foreground max-md:hidden"
      />
    )
  }
  const Icon = ICONS[event.actor_class]
  return (
    <Tooltip content={actorReason(event)}>
      <span
        className={cn(
          'relative z-1 inline-flex items-center gap-1 text-xs',
          event.actor_class === 'machine'
            ? 'rounded bg-machine-subtle px-1.5 py-px font-medium text-machine'
            : 'text-muted-foreground',
        )}
      >
        <Icon className="size-3.5 shrink-0 stroke-[1.5]" aria-hidden />
        {ACTOR_LABELS[event.actor_class]}
      </span>
    </Tooltip>
  )
}
