import { syncActive } from '@/lib/sync/sync-engines'
import type { Handler } from '../handler'

export const active: Handler<'sync.active'> = ({ signal }) => syncActive({ signal })
