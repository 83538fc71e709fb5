'use client'

import type { ReactElement } from 'react'
import { DeferredMenu } from '@/components/shared/deferred-menu'
import { Button } from '@/components/ui/button'
import { useWorkspace } from '@/hooks/use-workspace'
import { late } from '@/lib/ui/late'

const AccountMenu = late(() => import('./account-menu').then((module) => module.AccountMenu))

export function UserMenu({ onShortcuts, trigger }: { onShortcuts: () => void; trigger?: ReactElement }) {
  const { user } = useWorkspace()
  const name = user.name ?? user.email
  const avatar = (
    <Button variant="ghost" size="icon">
      <span className="sr-only">Account of {name}</span>
      <span
        aria-hidden
        className="flex size-6 items-center justify-center rounded-full bg-primary-subtle font-semibold text-2xs text-primary"
      >
        {initials(name)}
      </span>
    </Button>
  )
  return (
    <DeferredMenu trigger={trigger ?? avatar} preload={AccountMenu.preload}>
      {(button) => <AccountMenu trigger={button} onShortcuts={onShortcuts} />}
    </DeferredMenu>
  )
}

const initials = (name: string): string =>
  name
    .split(/[\s@.]+/)
    .slice(0, 2)
    .map((word) => word.slice(0, 1).toUpperCase())
    .join('')
