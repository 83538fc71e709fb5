'use client'

import { X } from 'lucide-react'
import { Button } from '@/components/ui/button'

/** A filter that has no control of its own, with the way out of it. */
export function FilterChip({ label, value, onClear }: { label: string; value: string; onClear: () => void }) {
  return (
    <span className="flex h-9 min-w-0 items-center rounded-full border border-primary bg-primary-subtle pl-3 text-primary text-xs md:h-7 md:pl-2.5">
      <span className="truncate">
        {label}: <span className="font-medium">{value}</span>
      </span>
      <Button
        variant="ghost"
        aria-label={`Remove filter ${label}`}
        className="touch-target ml-0.5 size-7! rounded-full text-primary! hover:bg-transparent! md:size-6!"
        onClick={onClear}
      >
        <X className="size-3.5!" aria-hidden />
      </Button>
    </span>
  )
}
