import { setTimeout as sleep } from 'node:timers/promises'
import type { z } from 'zod'
import type { EngineBudget } from '@/lib/engines/budget'
import type { EngineCall, EnginePriority, EngineResult } from '@/lib/engines/port'
import type { HttpAnswer, HttpClient, HttpRequest } from '@/lib/providers/http'
import { HttpError } from '@/lib/providers/http-error'
import type { HttpLog } from '@/lib/providers/http-exchange'
import { contract, fromAnswer, fromHttpError } from './errors'

export const WRITE_MS = 5_000
export const READ_MS = 3_000

export type CallSpec<S extends z.ZodType> = {
  method: HttpRequest['method']
  /** Below `base`, as requested. */
  path: string
  /** The same with `{id}` in place of ids, for the log. */
  endpoint: string
  base?: 'api' | 'root'
  schema: S
  body?: unknown
  headers?: Record<string, string>
  timeoutMs: number
  repeatable: boolean
  /** Only calls of the public API count against the requests per minute. */
  metered?: boolean
  /** Runs somebody's workflow, which may be slow or fail in a healthy n8n, and must not crowd out toggles. */
  isRun?: boolean
}

export type Calls = {
  request<S extends z.ZodType>(spec: CallSpec<S>, call: EngineCall): Promise<EngineResult<z.output<S>>>
  /** The bare answer whatever its status; only for what is not JSON. Throws HttpError. */
  raw(spec: Omit<CallSpec<z.ZodType>, 'schema'>, call: EngineCall): Promise<HttpAnswer>
}

export type CallsConfig = {
  engineId: string
  apiUrl: string
  rootUrl: string
  apiKey: string
  http: HttpClient
  budget: EngineBudget
  log: HttpLog
  now: () => number
}

const DAY_MS = 24 * 60 * 60 * 1000

/** Every request to one n8n goes through here: key, budget, retries, log line, parsed answer. */
export function createCalls(config: CallsConfig): Calls {
  const warnAboutDeprecation = createDeprecationWarning(config)

  async function raw(spec: Omit<CallSpec<z.ZodType>, 'schema'>, call: EngineCall): Promise<HttpAnswer> {
    const priority = call.priority ?? 'toggle'
    const budgetMs = call.budgetMs ?? spec.timeoutMs
    if (budgetMs <= 0) throw HttpError.ranOut()
    const metered = spec.metered ?? true
    const isApi = (spec.base ?? 'api') === 'api'
    const deadline = Date.now() + budgetMs
    const answer = await config.http.send({
      method: spec.method,
      url: `${isApi ? config.apiUrl : config.rootUrl}${spec.path}`,
      headers: {
        accept: 'application/json',
        ...(isApi ? { 'x-n8n-api-key': config.apiKey } : {}),
        ...(call.requestId ? { 'x-request-id': call.requestId } : {}),
        ...spec.headers,
      },
      ...(spec.body === undefined ? {} : { body: spec.body }),
      timeoutMs: spec.timeoutMs,
      budgetMs,
      signal: call.signal,
      retry: retryPlan(spec.repeatable, priority),
      lowPriority: priority === 'sync' || spec.isRun === true,
      judgesHost: spec.isRun !== true,
      ...(metered ? { admit: (signal) => waitForTurn(config, priority, deadline, signal) } : {}),
      log: {
        event: 'n8n_api_call',
        engine_id: config.engineId,
        endpoint: spec.endpoint,
        workspace_id: call.workspaceId,
        campaign_id: call.campaignId,
        request_id: call.requestId,
      },
    })
    warnAboutDeprecation(spec.endpoint, answer)
    return answer
  }

  return {
    raw,
    async request(spec, call) {
      try {
        const answer = await raw(spec, call)
        if (answer.status < 200 || answer.status > 299) return fromAnswer(answer, spec.method !== 'GET')
        return parse(spec, answer)
      } catch (error) {
        if (error instanceof HttpError) return fromHttpError(error)
        throw error
      }
    },
  }
}

const retryPlan = (repeatable: boolean, priority: EnginePriority) => {
  if (!repeatable) return 'never'
  return priority === 'toggle' ? 'quick' : 'patient'
}

async function waitForTurn(config: CallsConfig, priority: EnginePriority, deadline: number, signal: AbortSignal) {
  for (;;) {
    const turn = await config.budget.take(config.engineId, priority)
    if (turn.ok) return
    if (Date.now() + turn.waitMs > deadline) {
      const retryAfterSeconds = Math.ceil(turn.waitMs / 1000)
      const details = { code: 'ENGINE_BUDGET', retryAfterSeconds }
      throw new HttpError('rate_limited', 'The requests per minute of this engine are used up', details)
    }
    await sleep(turn.waitMs, undefined, { signal })
  }
}

function parse<S extends z.ZodType>(spec: CallSpec<S>, answer: HttpAnswer): EngineResult<z.output<S>> {
  let json: unknown
  try {
    json = JSON.parse(answer.text)
  } catch {
    return contract(`n8n answered ${answer.status} to ${spec.endpoint} with something that is not JSON`)
  }
  const parsed = spec.schema.safeParse(json)
  if (parsed.success) return { ok: true, data: parsed.data }
  const issues = parsed.error.issues.slice(0, 3).map(({ path, message }) => `${path.join('.')}: ${message}`)
  return contract(`n8n answered ${answer.status} to ${spec.endpoint} in an unknown shape`, { issues })
}

function createDeprecationWarning({ log, engineId, now }: CallsConfig) {
  const lastAt = new Map<string, number>()
  return (endpoint: string, { headers }: HttpAnswer) => {
    const { deprecation } = headers
    if (deprecation === undefined || now() - (lastAt.get(endpoint) ?? Number.NEGATIVE_INFINITY) < DAY_MS) return
    lastAt.set(endpoint, now())
    log.warn({ engine_id: engineId, endpoint, deprecation }, 'n8n_api_deprecated')
  }
}
