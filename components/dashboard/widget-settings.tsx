'use client'

import { LayoutGrid } from 'lucide-react'
import { DeferredMenu } from '@/components/shared/deferred-menu'
import { Button } from '@/components/ui/button'
import type { Layout } from '@/lib/ui/dashboard-layout'
import { late } from '@/lib/ui/late'

const SettingsPanel = late(() => import('./settings-panel').then((module) => module.SettingsPanel))

export type SettingsProps = { layout: Layout; onLayout: (layout: Layout) => void; onReset: () => void }

export function WidgetSettings(props: SettingsProps) {
  const trigger = (
    <Button variant="outline" aria-label="Customise">
      <LayoutGrid className="text-muted-foreground" aria-hidden />
      <span className="max-md:sr-only">Customise</span>
    </Button>
  )
  return (
    <DeferredMenu trigger={trigger} kind="dialog" preload={SettingsPanel.preload}>
      {(button) => <SettingsPanel {...props} trigger={button} />}
    </DeferredMenu>
  )
}
