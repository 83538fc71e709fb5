import { OverviewSkeleton } from '@/components/dashboard/overview-skeleton'

export default function Loading() {
  return <OverviewSkeleton />
}
