import type { Ctx } from '@/lib/auth/context'
import type { Tx } from '@/lib/db/principals'
import { openEngine } from '@/lib/engines/open'
import type { WorkflowEngine } from '@/lib/engines/port'
import { enqueue } from '@/lib/jobs/enqueue'
import { publish } from '@/lib/stream/publish'
import { type Findings, judge } from './judge-proof'
import { look } from './look'
import { getCampaignRow } from './read'
import type { Proof } from './schemas/campaign'

/** How long effects may lag behind the engine's answer before their absence counts (n8n 2.40+: up to 0.2 s). */
const PATIENCE_MS = 1_500
const FRESH_MS = 10_000
/** An unsettled proof is looked at again after half its decision's age, so that waiting for an engine costs it little. */
const LOOK_AGAIN_MS = { least: 3_000, most: 60_000, giveUp: 600_000 }
const HEALING_MS = 20_000
/** A busy engine may need longer than our patience: what was called broken is looked at once more, without healing. */
const DOUBT_MS = 10_000
/** A workflow that is off but still answers is watched until it stops. */
const WATCH_MS = 20_000

/**
 * Looks whether the engine really does what it answered and records the proof. Active without effect is healed once
 * per decision by switching off and on; if that does not help the campaign shows an engine error with its reason.
 */
export async function proveCampaign(
  ctx: Ctx,
  { campaignId }: { campaignId: string },
  signal?: AbortSignal,
): Promise<void> {
  const row = await ctx.db((trx) => getCampaignRow(trx, ctx.workspaceId, campaignId))
  if (!row.engine_id || !row.n8n_workflow_id || row.n8n_status === 'deleted') return
  const engine = await openEngine(row.engine_id)
  const call = {
    priority: 'toggle',
    workspaceId: ctx.workspaceId,
    campaignId,
    requestId: ctx.requestId,
    ...(signal && { signal }),
  } as const
  const patienceMs = ageMs(row) < FRESH_MS ? PATIENCE_MS : 0
  const lookAgain = () => look(engine, row.n8n_workflow_id ?? '', row.desired_active, call, patienceMs)

  // Right after a change its effects lag behind; later, one look tells.
  let findings = await lookAgain()
  let proof = judge(findings, row.desired_active)
  if (isBroken(row, proof) && mayHeal(row)) {
    await holdOffSync(ctx, row)
    const isHealed = await heal(engine, row.n8n_workflow_id, call)
    if (isHealed) findings = await look(engine, row.n8n_workflow_id, true, call, PATIENCE_MS)
    proof = judge(findings, row.desired_active)
  }
  await record(ctx, row, proof, findings)
}

/** Our own switching off must not be read as a person's pause. Ends by itself if this process dies meanwhile. */
async function holdOffSync(ctx: Ctx, row: Row): Promise<void> {
  await ctx.db((trx) =>
    trx
      .updateTable('campaigns')
      .set({ healing_until: new Date(Date.now() + HEALING_MS).toISOString(), healed_version: row.intent_version })
      .where('workspace_id', '=', ctx.workspaceId)
      .where('id', '=', row.id)
      .execute(),
  )
}

async function heal(
  engine: WorkflowEngine,
  workflowId: string,
  call: Parameters<WorkflowEngine['activate']>[1],
): Promise<boolean> {
  const off = await engine.deactivate(workflowId, call)
  return off.ok && (await engine.activate(workflowId, call)).ok
}

type Row = Awaited<ReturnType<typeof getCampaignRow>>

const isBroken = (row: Row, proof: Proof): boolean =>
  proof.state === 'contradicted' && row.desired_active && proof.read_back === true

/** Once per decision: an engine that cannot do better is not switched off and on for ever. */
const mayHeal = (row: Row): boolean => row.healed_version !== row.intent_version

const ageMs = (row: Row): number => Date.now() - Date.parse(row.desired_at ?? row.created_at)

/** Only while the intent that was proved is still the newest; a later one brings its own proof. */
async function record(ctx: Ctx, row: Row, proof: Proof, findings: Findings): Promise<void> {
  // Still starting is no good news about a workflow that was broken a moment ago.
  const broken = isBroken(row, proof) || (proof.state === 'pending' && row.n8n_status === 'error')
  const observed = findings.read_back === null ? null : findings.read_back ? 'active' : 'inactive'
  const written = await ctx.db(async (trx) => {
    const updated = await trx
      .updateTable('campaigns')
      .set({
        proof,
        proven_active: proof.state === 'live' ? true : proof.state === 'stopped' ? false : null,
        proved_at: proof.checked_at,
        healing_until: null,
        ...(proof.state === 'live' && { healed_version: null }),
        sync_error: broken ? proof.reason : null,
        ...(observed && { n8n_status: broken ? 'error' : observed, observed_at: proof.checked_at }),
      })
      .where('workspace_id', '=', ctx.workspaceId)
      .where('id', '=', row.id)
      .where('intent_version', '=', row.intent_version)
      .returning('version')
      .executeTakeFirst()
    if (updated) await followUp(trx, ctx, row, proof)
    return updated
  })
  if (written) publish(ctx.workspaceId, { type: 'campaign.changed', id: row.id, version: written.version })
}

/** Not settled yet: look again. Settled against the wish: whoever repairs that is told. */
async function followUp(trx: Tx, ctx: Ctx, row: Row, proof: Proof): Promise<void> {
  const ref = { workspace_id: ctx.workspaceId, campaign_id: row.id }
  const dedupeKey = `${row.id}-${row.intent_version}`
  const options = { workspaceId: ctx.workspaceId, dedupeKey }
  if (proof.state === 'pending' || proof.read_back === null) {
    const age = ageMs(row)
    const delayMs = Math.min(LOOK_AGAIN_MS.most, Math.max(LOOK_AGAIN_MS.least, age / 2))
    if (age < LOOK_AGAIN_MS.giveUp) await enqueue(trx, 'campaigns.prove', ref, { ...options, delayMs })
  } else if (isBroken(row, proof)) {
    if (mayHeal(row)) await enqueue(trx, 'campaigns.prove', ref, { ...options, delayMs: DOUBT_MS })
  } else if (proof.state === 'contradicted' && proof.read_back === true && !row.desired_active) {
    await enqueue(trx, 'campaigns.converge', ref, options)
  } else if (proof.state === 'contradicted' && !row.desired_active) {
    await enqueue(trx, 'campaigns.prove', ref, { ...options, delayMs: WATCH_MS })
  } else if (proof.state === 'contradicted' && row.engine_id && row.n8n_workflow_id) {
    const payload = { engine_id: row.engine_id, n8n_workflow_id: row.n8n_workflow_id }
    await enqueue(trx, 'sync.workflow', payload, options)
  }
}
