'use client'

import type { CostShare } from '@/lib/metrics/schemas'
import { providerLabel } from '@/lib/ui/cost-text'

/** The providers that cost something in this period; the one in the address is there even if it did not. */
export function ProviderTabs({
  shares,
  value,
  onChange,
  onAhead,
}: {
  shares: readonly CostShare[]
  value: string | null
  onChange: (provider: string | null) => void
  /** The pointer or focus is near: what it would show can be read already. */
  onAhead: (provider: string | null) => void
}) {
  const keys = shares.map(({ key }) => key)
  const all = [null, ...keys, ...(value !== null && !keys.includes(value) ? [value] : [])]
  return (
    <fieldset className="-mx-4 flex min-w-0 gap-4 overflow-x-auto border-b px-4 [scrollbar-width:none] md:mx-0 md:px-0">
      <legend className="sr-only">Provider</legend>
      {all.map((key) => (
        <button
          key={key ?? 'all'}
          type="button"
          aria-pressed={value === key}
          onClick={() => onChange(key)}
          onPointerEnter={() => onAhead(key)}
          onFocus={() => onAhead(key)}
          className="-mb-px flex h-11 shrink-0 items-center border-transparent border-b-2 px-0.5 text-muted-foreground text-sm transition-colors duration-120 hover:text-foreground focus-visible:outline-offset-[-2px] aria-pressed:border-foreground aria-pressed:text-foreground md:h-9"
        >
          {key === null ? 'All providers' : providerLabel(key)}
        </button>
      ))}
    </fieldset>
  )
}
