'use client'

import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { notifyError } from '@/lib/ui/toast'

const SAID_MS = 1500

/** A value in full, in one line, with a button that copies it. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), SAID_MS)
    return () => clearTimeout(timer)
  }, [copied])
  const copy = () =>
    navigator.clipboard.writeText(value).then(
      () => setCopied(true),
      () => notifyError('It could not be copied', { description: 'The browser refused the clipboard.' }),
    )
  const Icon = copied ? Check : Copy
  return (
    <span className="flex min-w-0 items-center gap-1">
      <span className="truncate font-mono text-2xs" title={value}>
        {value}
      </span>
      <button
        type="button"
        aria-label={copied ? `${label} copied` : `Copy ${label}`}
        onClick={() => void copy()}
        className="touch-target shrink-0 rounded p-1 text-muted-foreground hover:bg-accent hover:text-foreground"
      >
        <Icon className="size-3.5 stroke-[1.5]" aria-hidden />
      </button>
    </span>
  )
}
