import { SearchX } from 'lucide-react'
import { NavLink } from '@/components/layout/nav-link'
import { EmptyState } from '@/components/shared/empty-state'
import { Button } from '@/components/ui/button'

export default function PageNotFound() {
  return (
    <EmptyState
      icon={SearchX}
      title="There is nothing here"
      action={
        <Button variant="outline" asChild>
          <NavLink href="/campaigns">All campaigns</NavLink>
        </Button>
      }
    >
      It may have been deleted, or you may not have access to it.
    </EmptyState>
  )
}
