import { createEngineBudget, type EngineBudget } from '@/lib/engines/budget'
import type { EngineCall, EngineResult, WorkflowEngine } from '@/lib/engines/port'
import { createHttpClient } from '@/lib/providers/http'
import type { HttpLog } from '@/lib/providers/http-exchange'
import { createCalls, READ_MS } from './calls'
import { createExecutions } from './executions'
import { createProbe } from './probe'
import { createPublication, type EngineOwner } from './publication'
import { Health } from './shapes'
import { createTrigger } from './trigger'
import { createWorkflowList } from './workflow-list'
import { createWorkflows } from './workflows'

export type N8nEngineConfig = {
  engineId: string
  /** Address of the public API, e.g. `https://n8n.example.com/api/v1`. */
  baseUrl: string
  apiKey: string
  /** Lets us read publication states, which no API key can. */
  owner?: EngineOwner | undefined
  log: HttpLog
  /** Requests per minute, shared between processes; per process and at its defaults when missing. */
  budget?: EngineBudget | undefined
  /** Milliseconds since the epoch, for caches and pauses. */
  now?: (() => number) | undefined
  listCacheMs?: number | undefined
  breaker?: { failures: number; halfOpenAfterMs: number } | undefined
}

/** The `n8n-api` adapter: one n8n instance over its public API (1.x and 2.x). Keep one per engine and process. */
export function createN8nEngine(config: N8nEngineConfig): WorkflowEngine {
  const { engineId, apiKey, log, now = Date.now } = config
  const apiUrl = config.baseUrl.replace(/\/+$/, '')
  const rootUrl = apiUrl.replace(/\/[^/]+\/v1$/, '')
  if (rootUrl === apiUrl) throw new Error('The address of an n8n API ends in /api/v1')
  const http = createHttpClient({ log, ...(config.breaker ? { breaker: config.breaker } : {}) })
  const budget = config.budget ?? createEngineBudget()
  const calls = createCalls({ engineId, apiUrl, rootUrl, apiKey, http, budget, log, now })
  const workflowList = createWorkflowList(calls, now, config.listCacheMs ?? 60_000)

  async function health(call: EngineCall = {}): Promise<EngineResult<{ latencyMs: number }>> {
    const startedAt = performance.now()
    const answer = await calls.request(
      {
        method: 'GET',
        base: 'root',
        path: '/healthz',
        endpoint: '/healthz',
        schema: Health,
        timeoutMs: READ_MS,
        repeatable: true,
        metered: false,
      },
      { budgetMs: READ_MS, ...call },
    )
    return answer.ok ? { ok: true, data: { latencyMs: Math.round(performance.now() - startedAt) } } : answer
  }

  return {
    engineId,
    adapter: 'n8n-api',
    ...createWorkflows(calls, workflowList.invalidate),
    ...createExecutions(calls),
    ...workflowList,
    probe: createProbe(calls, rootUrl),
    trigger: createTrigger(calls, rootUrl),
    publicationStatus: createPublication(calls, config.owner, now),
    health,
    circuit: http.circuit,
    close: http.close,
  }
}
