'use client'

import { Link2 } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Tooltip } from '@/components/ui/tooltip'
import { useWorkspace } from '@/hooks/use-workspace'
import { notify, notifyError } from '@/lib/ui/toast'

/** Copies the address of exactly this view, workspace included: whoever opens it may have another one open. */
export function ShareButton() {
  const { workspace } = useWorkspace()
  const share = async () => {
    const url = new URL(window.location.href)
    url.searchParams.set('workspace', workspace.slug)
    try {
      await navigator.clipboard.writeText(url.href)
      notify('Link copied', { description: 'It opens this view for every member of the workspace.' })
    } catch {
      notifyError('The link was not copied', { description: 'The browser refused the clipboard.' })
    }
  }
  return (
    <Tooltip content="Copy a link to this view" side="bottom">
      <Button variant="outline" size="icon" aria-label="Share" className="max-md:hidden" onClick={() => void share()}>
        <Link2 className="text-muted-foreground" aria-hidden />
      </Button>
    </Tooltip>
  )
}
