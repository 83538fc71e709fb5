'use client'

import { Snowflake, WifiOff } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useOnline } from '@/hooks/use-online'
import { useWorkspace } from '@/hooks/use-workspace'
import { formatClock } from '@/lib/ui/time'

/** What limits everything on the page: a frozen workspace, no network. */
export function BannerStack() {
  const { workspace } = useWorkspace()
  return (
    <div>
      {workspace.frozen && (
        <div
          role="alert"
          className="flex items-center gap-2 bg-destructive px-4 py-2 text-destructive-foreground text-sm"
        >
          <Snowflake className="size-4 shrink-0 stroke-[1.5]" aria-hidden />
          <p>
            <strong className="font-semibold">{workspace.name} is frozen.</strong> Nothing sends, and campaigns can only
            be paused. {workspace.frozen_reason ? `Reason: ${workspace.frozen_reason}` : 'No reason was given.'}
          </p>
        </div>
      )}
      <OfflineBanner timezone={workspace.timezone} />
    </div>
  )
}

function OfflineBanner({ timezone }: { timezone: string }) {
  const online = useOnline()
  const [since, setSince] = useState<string | null>(null)
  useEffect(() => setSince(online ? null : new Date().toISOString()), [online])
  if (online || !since) return null
  return (
    <div role="status" className="flex items-center gap-2 bg-foreground px-4 py-2 text-background text-sm">
      <WifiOff className="size-4 shrink-0 stroke-[1.5]" aria-hidden />
      <p>Offline since {formatClock(since, timezone)}. You see what was last read; changes wait for the connection.</p>
    </div>
  )
}
