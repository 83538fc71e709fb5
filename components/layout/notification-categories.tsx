'use client'

import { CreditCard, Megaphone, Rocket, Server, ShieldAlert } from 'lucide-react'
import type { NoticeCategory } from '@/hooks/use-notifications'
import { cn } from '@/lib/ui/cn'

export const CATEGORIES = {
  campaign: { label: 'Campaign', icon: Megaphone },
  system: { label: 'System', icon: Server },
  billing: { label: 'Billing', icon: CreditCard },
  security: { label: 'Security', icon: ShieldAlert },
  onboarding: { label: 'Onboarding', icon: Rocket },
} as const satisfies Record<NoticeCategory, unknown>

const CHOICES = [
  [null, 'All'],
  ...(Object.keys(CATEGORIES) as NoticeCategory[]).map((key) => [key, CATEGORIES[key].label] as const),
] as const

export function NotificationCategories({
  chosen,
  onChoose,
}: {
  chosen: NoticeCategory | null
  onChoose: (category: NoticeCategory | null) => void
}) {
  return (
    <fieldset className="flex shrink-0 gap-1 overflow-x-auto border-b px-3.5 py-2 [scrollbar-width:none]">
      <legend className="sr-only">Category</legend>
      {CHOICES.map(([category, label]) => (
        <button
          key={label}
          type="button"
          aria-pressed={chosen === category}
          onClick={() => onChoose(category)}
          className={cn(
            'h-9 shrink-0 rounded-full border px-3 text-xs transition-colors duration-120 md:h-6 md:px-2',
            chosen === category
              ? 'border-primary bg-primary-subtle font-medium text-primary'
              : 'border-transparent text-muted-foreground hover:bg-accent hover:text-foreground',
          )}
        >
          {label}
        </button>
      ))}
    </fieldset>
  )
}
