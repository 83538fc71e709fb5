import { EventsSkeleton } from '@/components/events/events-skeleton'

export default function Loading() {
  return <EventsSkeleton />
}
