import { formatCompactMoney, formatMoney } from '@/lib/ui/numbers'

/** An amount in micro-dollars: `$12.4k` on tiles with the exact sum on hover, four digits below a cent. */
export function CurrencyText({
  micros,
  unknown,
  className,
}: {
  micros: number | null
  /** Why there may be no amount, on hover of the dash. */
  unknown?: string
  className?: string
}) {
  const text = formatCompactMoney(micros)
  const exact = (micros === null && unknown) || formatMoney(micros)
  return (
    <span className={className} title={text === exact ? undefined : exact}>
      {text}
    </span>
  )
}
