import { syncFull } from '@/lib/sync/sync-engines'
import type { Handler } from '../handler'

export const full: Handler<'sync.full'> = ({ signal }) => syncFull({ signal })
