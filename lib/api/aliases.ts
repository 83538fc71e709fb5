import { pathOf } from './path'

/** Older paths that still answer (spec 02 §5): rewrites to the canonical route, never a second handler. */
const ALIASES: Record<string, string> = {
  '/api/aggregate': '/api/dashboard/aggregate',
  '/api/campaign/health': '/api/campaigns/health',
  '/api/callback/campaign-completed': '/api/webhooks/n8n?type=campaign.completed',
  '/api/callback/campaign-error': '/api/webhooks/n8n?type=campaign.error',
  '/api/callback/campaign-started': '/api/webhooks/n8n?type=campaign.started',
  '/api/callback/drafts-ready': '/api/webhooks/n8n?type=drafts.ready',
  '/api/callback/email-bounced': '/api/webhooks/n8n?type=email.bounced',
  '/api/callback/email-clicked': '/api/webhooks/n8n?type=email.clicked',
  '/api/callback/email-delivered': '/api/webhooks/n8n?type=email.delivered',
  '/api/callback/email-opened': '/api/webhooks/n8n?type=email.opened',
  '/api/callback/email-sent': '/api/webhooks/n8n?type=email.sent',
  '/api/callback/opt-out': '/api/webhooks/n8n?type=email.opted_out',
  '/api/callback/reply-received': '/api/webhooks/n8n?type=email.replied',
  '/api/callback/research-completed': '/api/webhooks/n8n?type=research.completed',
  '/api/callback/workflow-error': '/api/webhooks/n8n?type=workflow.error',
  '/api/callbacks/email-event': '/api/webhooks/n8n?type=email',
  '/api/campaign-stats': '/api/metrics/by-campaign',
  '/api/campaign-stats/:campaign_id': '/api/metrics/by-campaign',
  '/api/campaigns/:id/execute-n8n': '/api/campaigns/:id/execute',
  '/api/click-rate': '/api/metrics/timeseries?metric=click_rate',
  '/api/cost-breakdown': '/api/metrics/cost-breakdown',
  '/api/daily-cost': '/api/metrics/timeseries?metric=cost',
  '/api/efficiency': '/api/metrics/efficiency',
  '/api/llm-usage': '/api/cost-events',
  '/api/monthly-projection': '/api/metrics/projection',
  '/api/n8n/execution-event': '/api/webhooks/n8n?type=execution',
  '/api/opt-out-rate': '/api/metrics/timeseries?metric=opt_out_rate',
  '/api/provider-stats': '/api/metrics/by-provider',
  '/api/reply-rate': '/api/metrics/timeseries?metric=reply_rate',
  '/api/sender-breakdown': '/api/metrics/by-sender',
  '/api/sends-series': '/api/metrics/timeseries?metric=sends',
  '/api/steps': '/api/metrics/step-breakdown',
  '/api/summary': '/api/metrics/summary',
  '/api/sync/trigger': '/api/sync',
  '/api/workspace/list': '/api/workspaces',
}

const DEPRECATED = Object.keys(ALIASES)

export const rewritesToCanonicalRoutes = [
  ...DEPRECATED.map((source) => ({ source, destination: ALIASES[source] ?? source })),
  { source: '/api/v1/:path*', destination: '/api/:path*' },
]

const successorOf = (source: string): string => ALIASES[source]?.split('?')[0] ?? source

/** Many older paths of one successor in one pattern; a single one keeps the names of its parts. */
const patternOf = ([only = '', ...others]: string[]): string =>
  others.length === 0
    ? only
    : `/api/(${[only, ...others].map((path) => path.slice('/api/'.length).replace(/:\w+/g, '[^/]+')).join('|')})`

/** Every answer at an older path says so, and where its successor is. Next tries each rule on each request: so they are few. */
export const headersOfOlderPaths = [...Map.groupBy(DEPRECATED, successorOf)].map(([successor, sources]) => ({
  source: patternOf(sources),
  headers: [
    { key: 'Deprecation', value: 'true' },
    { key: 'Link', value: `<${successor}>; rel="successor-version"` },
  ],
}))

const presetQueryOf = (source: string): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(ALIASES[source]?.split('?')[1]))

/** Paths that say what their successor takes as a query: `?metric=sends`, or a part of the path it has no place for. */
const PRESETS = new Map(DEPRECATED.map((source) => [source, presetQueryOf(source)]))
const PRESETS_IN_PATH = DEPRECATED.filter((source) => /:\w/.test(source)).map((source) => {
  const isKept = (part: string): boolean => ALIASES[source]?.includes(part) ?? false
  const pattern = source.replace(/:(\w+)/g, (part, name) => (isKept(part) ? '[^/]+' : `(?<${name}>[^/]+)`))
  return { path: new RegExp(`^${pattern}$`), query: presetQueryOf(source) }
})

/** What an older path presets. Next may show a handler the path as it was asked for, or as it was rewritten. */
export function presetsOf(pathname: string): Record<string, string> {
  const known = PRESETS.get(pathname)
  if (known) return known
  for (const { path, query } of PRESETS_IN_PATH) {
    const match = path.exec(pathname)
    if (match) return { ...match.groups, ...query }
  }
  return {}
}

const PRESET = /^[a-z]{1,20}(\.[a-z_]{1,20})?$/

/** The type that an older path presets. */
export function presetOf(request: Pick<Request, 'url'>): string | null {
  const given = request.url.includes('?') ? new URL(request.url).searchParams.get('type') : null
  const type = given ?? presetsOf(pathOf(request)).type ?? null
  return type !== null && PRESET.test(type) ? type : null
}
