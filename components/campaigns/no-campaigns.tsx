'use client'

import { SearchX, Send } from 'lucide-react'
import { EmptyState } from '@/components/shared/empty-state'
import { Button } from '@/components/ui/button'

export function NoCampaigns({
  isFiltered,
  onClear,
  onCreate,
}: {
  isFiltered: boolean
  onClear: () => void
  onCreate: (() => void) | null
}) {
  if (isFiltered) {
    return (
      <EmptyState
        icon={SearchX}
        title="No campaign matches"
        action={
          <Button variant="outline" onClick={onClear}>
            Clear filters
          </Button>
        }
      >
        Archived campaigns are shown only with their own filter.
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={Send}
      title="No campaigns yet"
      action={
        onCreate && (
          <Button variant="outline" onClick={onCreate}>
            New campaign
          </Button>
        )
      }
    >
      {onCreate
        ? 'A campaign is a workflow in your engine with a switch, a daily limit and a record of what it did.'
        : 'You can look, but not create. Ask an owner or admin of this workspace.'}
    </EmptyState>
  )
}
