import { z } from 'zod'
import type { EngineCall, EngineResult, TriggerReport, WebhookTarget } from '@/lib/engines/port'
import { HttpError } from '@/lib/providers/http-error'
import { type Calls, WRITE_MS } from './calls'
import { fail, fromHttpError } from './errors'
import { webhookPath } from './probe'

const Method = z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])

/** n8n has no call that runs a workflow: its production webhook is the way in. */
export function createTrigger(calls: Calls, rootUrl: string) {
  return async function trigger(
    target: WebhookTarget,
    payload: unknown,
    call: EngineCall = {},
  ): Promise<EngineResult<TriggerReport>> {
    const path = webhookPath(rootUrl, target.path)
    const method = Method.safeParse(target.method.toUpperCase())
    if (path === null || !method.success) {
      return fail({ kind: 'invalid', message: 'The address is no production webhook of this engine' })
    }
    try {
      const answer = await calls.raw(
        {
          method: method.data,
          base: 'root',
          path,
          endpoint: '/webhook/{path}',
          ...(method.data === 'GET' ? {} : { body: payload }),
          timeoutMs: WRITE_MS,
          repeatable: false,
          metered: false,
          isRun: true,
        },
        { budgetMs: WRITE_MS, ...call },
      )
      if (answer.status >= 400) {
        return fail({ kind: 'refused', status: answer.status, message: `The webhook answered ${answer.status}` })
      }
      return { ok: true, data: { status: answer.status, body: readBody(answer.text) } }
    } catch (error) {
      if (error instanceof HttpError) return fromHttpError(error)
      throw error
    }
  }
}

function readBody(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
