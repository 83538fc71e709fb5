import type { ErrorCode } from '@/lib/api/errors'
import type { Ctx } from '@/lib/auth/context'
import { openEngine } from '@/lib/engines/open'
import type { EngineError } from '@/lib/engines/port'
import type { Outcome } from './intent'

/**
 * Time for the whole exchange with the engine inside a click: answer, one quick retry and waiting for a slot. A little
 * under 5 s, so that the person has the answer, record included, within the 5.25 s they are promised.
 */
export const TOGGLE_BUDGET_MS = 4_800

export type Target = { campaignId: string; engineId: string; workflowId: string; turnOn: boolean }
export type EngineAnswer = Outcome & { code?: ErrorCode; engineMessage?: string; retryAfterSeconds?: number }

/** Step 2: asks the engine, with no transaction open, and reads its answer as an outcome. Never throws for the engine. */
export async function askEngine(ctx: Ctx, target: Target, budgetMs = TOGGLE_BUDGET_MS): Promise<EngineAnswer> {
  const startedAt = performance.now()
  const engine = await openEngine(target.engineId)
  const call = {
    budgetMs,
    priority: 'toggle',
    workspaceId: ctx.workspaceId,
    campaignId: target.campaignId,
    requestId: ctx.requestId,
  } as const
  const result = target.turnOn
    ? await engine.activate(target.workflowId, call)
    : await engine.deactivate(target.workflowId, call)
  const latency = Math.round(performance.now() - startedAt)
  if (!result.ok) return { ...readFailure(result.error, target.turnOn), latency_ms: latency }
  if (result.data.active !== target.turnOn) {
    return failed('refused', 'N8N_API_ERROR', 'The engine answered, but the workflow did not change.', {
      latency_ms: latency,
    })
  }
  return {
    kind: 'observed',
    n8n_status: result.data.active ? 'active' : 'inactive',
    workflow_name: result.data.name.slice(0, 300),
    latency_ms: latency,
  }
}

const failed = (
  kind: 'refused' | 'silent',
  code: ErrorCode,
  message: string,
  rest: Partial<EngineAnswer> = {},
): EngineAnswer => ({
  kind,
  code,
  error_code: code,
  error_message: message,
  ...rest,
})

/** Refused is definite; silent means the engine may or may not have done it, and only a later look can tell. */
function readFailure(error: EngineError, turnOn: boolean): EngineAnswer {
  const engineMessage = error.message
  switch (error.kind) {
    case 'not_found':
      return failed('refused', 'WORKFLOW_NOT_FOUND', 'The workflow no longer exists in the engine.')
    case 'auth':
      return failed('refused', 'ENGINE_AUTH_FAILED', 'The workflow engine does not accept our key.')
    case 'conflict':
      return failed('refused', 'WORKFLOW_CONFLICT', 'Another active workflow already uses the same webhook path.', {
        engineMessage,
      })
    case 'invalid':
      return failed(
        'refused',
        'WORKFLOW_VALIDATION_FAILED',
        `The engine cannot start this workflow: ${engineMessage}`,
        { engineMessage },
      )
    case 'timeout':
      return failed('silent', 'ENGINE_TIMEOUT', 'Workflow engine timeout')
    case 'circuit_open':
      return failed(
        turnOn ? 'refused' : 'silent',
        'ENGINE_CIRCUIT_OPEN',
        'The workflow engine has failed several times and is given a rest.',
        {
          retryAfterSeconds: error.retryAfterSeconds ?? 30,
        },
      )
    case 'unreachable':
      // A refused connection never carried the request; a reset one may have.
      return error.code === 'ECONNREFUSED'
        ? failed('refused', 'N8N_API_ERROR', 'The workflow engine cannot be reached.')
        : failed('silent', 'ENGINE_TIMEOUT', 'The connection to the workflow engine broke before it answered.')
    case 'rate_limited':
      return failed(
        'refused',
        'N8N_API_ERROR',
        'The workflow engine is receiving too many requests. Try again in a minute.',
        {
          ...(error.retryAfterSeconds !== undefined && { retryAfterSeconds: error.retryAfterSeconds }),
        },
      )
    default:
      return failed('refused', 'N8N_API_ERROR', 'The workflow engine refused the change.')
  }
}
