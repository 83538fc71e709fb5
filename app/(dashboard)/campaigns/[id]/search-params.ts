import { parseAsStringLiteral } from 'nuqs/server'

export const DETAIL_TABS = ['overview', 'history', 'executions', 'settings'] as const

/** The open tab lives in the address; going back closes it. */
export const detailSearchParams = { tab: parseAsStringLiteral(DETAIL_TABS).withDefault('overview') }
