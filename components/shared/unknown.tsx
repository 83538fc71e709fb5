import { UNKNOWN } from '@/lib/ui/numbers'

/** What is not known is a dash, and why on hover; it is never a zero. */
export const Unknown = ({ why, className }: { why: string; className?: string }) => (
  <span title={why} className={className}>
    {UNKNOWN}
  </span>
)
