import { formatCompact, formatNumber } from '@/lib/ui/numbers'

/** A count: short where room is short (`12.4k`), exact on hover. */
export function NumberText({ value, className }: { value: number | null; className?: string }) {
  const text = formatCompact(value)
  const exact = formatNumber(value)
  return (
    <span className={className} title={text === exact ? undefined : exact}>
      {text}
    </span>
  )
}
