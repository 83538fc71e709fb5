import type { LiveStatus } from '@/hooks/use-stream'

export const LIVE_STATES: Record<LiveStatus, { label: string; dot: string; detail: string }> = {
  live: { label: 'Live', dot: 'bg-success', detail: 'Changes appear within a second.' },
  reconnecting: {
    label: 'Reconnecting',
    dot: 'bg-warning',
    detail: 'The live connection broke and is being reopened.',
  },
  polling: { label: 'Polling', dot: 'bg-control', detail: 'No live connection. The page reads again every 30 s.' },
  offline: { label: 'Offline', dot: 'bg-destructive', detail: 'No network. What you see is what was last read.' },
}
