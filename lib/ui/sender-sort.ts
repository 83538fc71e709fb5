/** What the sender table can be sorted by. */
export const SENDER_COLUMNS = ['sender', 'sends', 'opens', 'clicks', 'replies', 'bounces', 'opt_outs', 'cost'] as const
export type SenderColumn = (typeof SENDER_COLUMNS)[number]
export type SenderSort = { sort: SenderColumn; dir: 'asc' | 'desc' }
