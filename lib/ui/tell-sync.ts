import type { SyncResult } from '@/lib/sync/schemas'
import { plural } from './time'
import { notify, notifyError } from './toast'

/** Says what came of reading the engines. */
export function tellSync({ status, error, campaigns_checked, campaigns_updated, campaigns_errored }: SyncResult): void {
  if (status === 'running') notify('Sync is running', { description: 'Rows change as answers come in.' })
  else if (status === 'failed') notifyError('Sync failed', { description: error ?? 'No reason was given.' })
  else if (status === 'skipped') notify('A sync is already running')
  else {
    const errors = campaigns_errored ? `, ${campaigns_errored} could not be read` : ''
    notify(`Checked ${plural(campaigns_checked, 'campaign')}, ${campaigns_updated} changed${errors}`)
  }
}
