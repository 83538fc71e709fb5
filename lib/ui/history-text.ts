import type { HistoryEntry } from '@/lib/campaigns/schemas/campaign'

const ACTIONS: Record<string, string> = {
  activate: 'Switched on',
  resume: 'Switched on',
  deactivate: 'Switched off',
  pause: 'Switched off',
  'campaign.created': 'Created',
  'campaign.updated': 'Settings changed',
  'campaign.linked': 'Workflow linked',
  'campaign.unlinked': 'Workflow unlinked',
  'campaign.deleted': 'Deleted',
  'campaign.execution_started': 'Run started',
  'campaign.toggle_failed': 'Switching failed',
  'campaign.toggle_reverted': 'Put back to what the engine does',
}
const CAUSES: Record<string, string> = {
  undo: 'by undo',
  batch: 'with others',
  reconciler: 'by the reconciler',
  n8n: 'in n8n',
  webhook: 'reported by the engine',
  freeze: 'because the workspace was frozen',
}
const ACTORS: Record<string, string> = {
  system: 'the system',
  job: 'the reconciler',
  webhook: 'the engine',
  super_admin: 'support',
}

/** One line of a campaign's history as a sentence part: what was done. Unknown actions are shown by their own words. */
export function historyAction({ action, cause }: Pick<HistoryEntry, 'action' | 'cause'>): string {
  const words = action.replace(/^campaign\./, '').replaceAll(/[._]/g, ' ')
  const what = ACTIONS[action] ?? words.slice(0, 1).toUpperCase() + words.slice(1)
  const how = cause === null ? undefined : CAUSES[cause]
  return how ? `${what}, ${how}` : what
}

/** Who did it. */
export const historyActor = ({ actor_name, actor_type }: Pick<HistoryEntry, 'actor_name' | 'actor_type'>): string =>
  actor_name ?? ACTORS[actor_type] ?? 'a former member'
