import { SearchX } from 'lucide-react'
import { NavLink } from '@/components/layout/nav-link'
import { EmptyState } from '@/components/shared/empty-state'
import { buttonVariants } from '@/components/ui/button'

export default function PageNotFound() {
  return (
    <EmptyState
      icon={SearchX}
      title="There is nothing here"
      action={
        <NavLink href="/campaigns" className={buttonVariants({ variant: 'outline' })}>
          All campaigns
        </NavLink>
      }
    >
      It may have been deleted, or you may not have access to it.
    </EmptyState>
  )
}
