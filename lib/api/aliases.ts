/** Older paths that still answer (spec 02 §5): rewrites to the canonical route, never a second handler. */
const ALIASES: Record<string, string> = {
  '/api/campaign/health': '/api/campaigns/health',
  '/api/campaigns/:id/execute-n8n': '/api/campaigns/:id/execute',
  '/api/sync/trigger': '/api/sync',
  '/api/workspace/list': '/api/workspaces',
}

const DEPRECATED = Object.keys(ALIASES)

export const rewritesToCanonicalRoutes = [
  ...DEPRECATED.map((source) => ({ source, destination: ALIASES[source] ?? source })),
  { source: '/api/v1/:path*', destination: '/api/:path*' },
]
