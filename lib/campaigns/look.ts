import { setTimeout as sleep } from 'node:timers/promises'
import type { EngineCall, PublicationReport, WebhookTarget, WorkflowEngine } from '@/lib/engines/port'
import { webhooksOf } from '@/lib/engines/webhooks'
import { type Findings, judge } from './judge-proof'

/**
 * Reads the flag back, asks the webhooks and the publication status, again and again until they agree with the wish or
 * the patience is over. Effects follow the engine's answer with a delay, so the first disagreement means nothing yet.
 */
export async function look(
  engine: WorkflowEngine,
  workflowId: string,
  desired: boolean,
  call: EngineCall,
  patienceMs: number,
): Promise<Findings> {
  const deadline = performance.now() + patienceMs
  for (let wait = 60; ; wait *= 2) {
    const findings = await lookOnce(engine, workflowId, call)
    const { state } = judge(findings, desired)
    const settled = state === 'live' || state === 'stopped' || state === 'unprovable' || findings.read_back !== desired
    if (settled || performance.now() + wait > deadline) return findings
    await sleep(wait)
  }
}

async function lookOnce(engine: WorkflowEngine, workflowId: string, call: EngineCall): Promise<Findings> {
  const workflow = await engine.get(workflowId, call)
  const checkedAt = () => new Date().toISOString()
  if (!workflow.ok)
    return {
      read_back: null,
      webhook: 'unreachable',
      publication: 'unknown',
      triggerError: null,
      checked_at: checkedAt(),
    }
  const [webhook, publication] = await Promise.all([
    askWebhooks(engine, webhooksOf(workflow.data), call),
    engine.publicationStatus(workflowId, call),
  ])
  const report: PublicationReport = publication.ok ? publication.data : { state: 'unsupported', triggers: [] }
  return {
    read_back: workflow.data.active,
    webhook,
    publication: report.state === 'unsupported' ? 'unknown' : report.state,
    triggerError: report.triggers.find((trigger) => trigger.errorMessage)?.errorMessage ?? null,
    checked_at: checkedAt(),
  }
}

/** All of them live, or the first that is not. */
async function askWebhooks(
  engine: WorkflowEngine,
  targets: WebhookTarget[],
  call: EngineCall,
): Promise<Findings['webhook']> {
  if (targets.length === 0) return 'none'
  const reports = await Promise.all(targets.slice(0, 5).map((target) => engine.probe(target, call)))
  const states = reports.map((report) => (report.ok ? report.data.state : 'unknown'))
  if (states.includes('not_registered')) return 'not_registered'
  return states.every((state) => state === 'live') ? 'live' : 'unreachable'
}
