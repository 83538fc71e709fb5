import type { EngineNode, EngineWorkflow, WebhookTarget } from './port'

const WEBHOOK = 'n8n-nodes-base.webhook'

/**
 * The production webhooks a workflow registers while it is active: from the published nodes where they differ from the
 * draft. Paths that are expressions cannot be known from outside and are left out.
 */
export function webhooksOf(workflow: Pick<EngineWorkflow, 'id' | 'nodes' | 'publishedNodes'>): WebhookTarget[] {
  const targets = (workflow.publishedNodes ?? workflow.nodes)
    .filter((node) => node.type === WEBHOOK && node.disabled !== true)
    .flatMap((node) => targetsOf(workflow.id, node))
  return [...new Map(targets.map((target) => [`${target.method} ${target.path}`, target])).values()]
}

function targetsOf(workflowId: string, node: EngineNode): WebhookTarget[] {
  const { path: raw, httpMethod = 'GET' } = node.parameters
  if (raw !== undefined && (typeof raw !== 'string' || raw.startsWith('='))) return []
  const path = urlPath(workflowId, node, (raw ?? '').trim().replace(/^\/|\/$/g, ''))
  return [httpMethod]
    .flat()
    .filter((method): method is string => typeof method === 'string' && !method.startsWith('='))
    .map((method) => ({ path, method }))
}

/** As n8n's NodeHelpers.getNodeWebhookUrl builds it. */
function urlPath(workflowId: string, node: EngineNode, path: string): string {
  if (!node.webhookId) return `${workflowId}/${encodeURIComponent(node.name.toLowerCase())}/${path}`
  const isDynamic = path.startsWith(':') || path.includes('/:')
  return isDynamic ? `${node.webhookId}/${path}` : path || node.webhookId
}
