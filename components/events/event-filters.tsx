'use client'

import { NativeSelect } from '@/components/ui/native-select'
import type { EventType, MailEvent } from '@/lib/events/schemas'
import { cn } from '@/lib/ui/cn'
import { ACTOR_LABELS, EVENT_LABELS, EVENT_TYPES } from '@/lib/ui/event-text'

const MOST_STEPS = 20
const STEPS = Array.from({ length: MOST_STEPS }, (_, index) => index + 1)
const ACTORS = ['human', 'machine', 'unknown'] as const

export function TypeChips({
  value,
  onChange,
}: {
  value: EventType | null
  onChange: (type: EventType | null) => void
}) {
  return (
    <fieldset className="-mx-4 flex min-w-0 gap-1 overflow-x-auto px-4 [scrollbar-width:none] md:mx-0 md:flex-wrap md:px-0">
      <legend className="sr-only">Event</legend>
      {EVENT_TYPES.map((type) => (
        <button
          key={type}
          type="button"
          aria-pressed={value === type}
          onClick={() => onChange(value === type ? null : type)}
          className={cn(
            'h-9 shrink-0 rounded-full border px-3 text-xs transition-colors duration-120 md:h-7 md:px-2.5',
            value === type
              ? 'border-primary bg-primary-subtle font-medium text-primary'
              : 'border-border text-muted-foreground hover:bg-accent hover:text-foreground',
          )}
        >
          {EVENT_LABELS[type]}
        </button>
      ))}
    </fieldset>
  )
}

export function StepSelect({ value, onChange }: { value: number | null; onChange: (step: number | null) => void }) {
  return (
    <NativeSelect
      aria-label="Step"
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value === '' ? null : Number(event.target.value))}
    >
      <option value="">Any step</option>
      {STEPS.map((step) => (
        <option key={step} value={step}>
          Step {step}
        </option>
      ))}
    </NativeSelect>
  )
}

type Actor = MailEvent['actor_class']
export function ActorSelect({ value, onChange }: { value: Actor | null; onChange: (actor: Actor | null) => void }) {
  return (
    <NativeSelect
      aria-label="By"
      value={value ?? ''}
      onChange={(event) => onChange(ACTORS.find((actor) => actor === event.target.value) ?? null)}
    >
      <option value="">By anyone</option>
      {ACTORS.map((actor) => (
        <option key={actor} value={actor}>
          {actor === 'unknown' ? 'By unknown' : `By a ${ACTOR_LABELS[actor].toLowerCase()}`}
        </option>
      ))}
    </NativeSelect>
  )
}
