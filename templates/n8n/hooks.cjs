/**
 * n8n external hooks (EXTERNAL_HOOK_FILES): tell Sovereign that a workflow was switched, renamed, archived or deleted.
 * A push is only a hint to look (n8n runs some of these hooks before it acts, so the receiver looks twice), and all of
 * it is fire-and-forget: it never throws, never vetoes and never makes n8n wait. Node built-ins only. Signed as in
 * https://www.standardwebhooks.com.
 */
const { createHmac, randomUUID } = require('node:crypto')
const http = require('node:http')
const https = require('node:https')

const { SOVEREIGN_HOOK_URL: address, SOVEREIGN_HOOK_SECRET: secret, SOVEREIGN_HOOK_KEY_ID: keyId } = process.env
const isOn = Boolean(URL.canParse(address ?? '') && secret && keyId)

const COALESCE_MS = 50
const TIMEOUT_MS = 2_000
const RETRY_AFTER_MS = [500, 2_000, 8_000]
const MAX_CHANGES = 100
const MAX_WAITING = 2_000
const MAX_IN_FLIGHT = 4
const COMPLAIN_EVERY_MS = 60_000

/** @type {Map<string, string>} Last known name by workflow id: delete and archive hooks get only the id. */
const names = new Map()
const waiting = []
let flushing = null
let inFlight = 0
let complainedAt = 0

function complain(reason) {
  if (Date.now() - complainedAt < COMPLAIN_EVERY_MS) return
  complainedAt = Date.now()
  console.warn(`[sovereign hooks] push failed: ${reason}`)
}

function later(ms, work) {
  const timer = setTimeout(safely(work), ms)
  timer.unref()
  return timer
}

function flushSoon(ms) {
  if (!flushing) flushing = later(ms, flush)
}

function tell(eventType, workflow, active, actor) {
  if (!workflow?.id) return
  if (waiting.length >= MAX_WAITING) waiting.shift()
  const name = workflow.name ?? names.get(workflow.id)
  waiting.push({
    workflow_id: String(workflow.id),
    ...(name ? { workflow_name: name.slice(0, 300) } : {}),
    active: Boolean(active),
    timestamp: new Date().toISOString(),
    event_type: eventType,
    ...(actor?.email ? { actor: actor.email } : {}),
  })
  flushSoon(COALESCE_MS)
}

function flush() {
  flushing = null
  while (waiting.length > 0 && inFlight < MAX_IN_FLIGHT) {
    const body = JSON.stringify({ changes: waiting.splice(0, MAX_CHANGES) })
    inFlight += 1
    deliver(`msg_${randomUUID()}`, body, 0)
  }
}

/** Frees its place after the first try: a dead receiver must not hold back what comes later. */
function deliver(id, body, attempt) {
  post(id, body, (failure, isPermanent) => {
    if (attempt === 0) {
      inFlight -= 1
      if (waiting.length > 0) flushSoon(0)
    }
    if (!failure) return
    complain(failure)
    const wait = RETRY_AFTER_MS[attempt]
    if (wait && !isPermanent) later(wait * (0.5 + Math.random() / 2), () => deliver(id, body, attempt + 1))
  })
}

function post(id, body, done) {
  let isDone = false
  const finish = (failure, isPermanent) => {
    if (isDone) return
    isDone = true
    clearTimeout(timer)
    done(failure, isPermanent)
  }
  const url = new URL(address)
  const request = (url.protocol === 'https:' ? https : http).request(url, {
    method: 'POST',
    headers: headersFor(id, body),
  })
  const timer = later(TIMEOUT_MS, () => request.destroy(new Error('no answer')))
  request.on('error', (error) => finish(error.code || error.message))
  request.on('response', (response) => {
    const { statusCode = 0 } = response
    response.on('error', () => {}).resume()
    if (statusCode < 300) finish()
    else finish(`HTTP ${statusCode}`, statusCode < 500 && statusCode !== 429 && statusCode !== 408)
  })
  request.on('socket', (socket) => socket.unref())
  request.end(body)
}

function headersFor(id, body) {
  const timestamp = String(Math.floor(Date.now() / 1000))
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
  return {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
    'webhook-key-id': keyId,
  }
}

function switched(active) {
  return function onSwitch(workflow, _context, actor) {
    if (workflow?.id) names.set(workflow.id, workflow.name)
    tell(active ? 'activation' : 'deactivation', workflow, active, actor)
  }
}

function updated(workflow, _context, actor) {
  if (!workflow?.id || names.get(workflow.id) === workflow.name) return
  names.set(workflow.id, workflow.name)
  tell('renamed', workflow, workflow.active, actor)
}

function deleted(id, actor) {
  tell('deleted', { id }, false, actor)
  names.delete(id)
}

const archived = (id, actor) => tell('archived', { id }, false, actor)

/** An unarchived workflow is back, and switched off. */
const unarchived = (id, actor) => tell('deactivation', { id }, false, actor)

function created(workflow) {
  if (workflow?.id) names.set(workflow.id, workflow.name)
}

async function learnNames() {
  try {
    const rows = await this.dbCollections.Workflow.find({ select: { id: true, name: true } })
    for (const { id, name } of rows) names.set(id, name)
  } catch {
    // Names then come with the next save of each workflow.
  }
}

/** Nothing that goes wrong in here may reach n8n, where an error is a veto. */
function safely(hook) {
  return function run(...args) {
    try {
      hook.apply(this, args)
    } catch (error) {
      complain(error instanceof Error ? error.message : 'unknown')
    }
  }
}

const hooks = {
  n8n: { ready: [safely(learnNames)] },
  workflow: {
    activate: [safely(switched(true))],
    deactivate: [safely(switched(false))],
    afterCreate: [safely(created)],
    afterUpdate: [safely(updated)],
    afterDelete: [safely(deleted)],
    afterArchive: [safely(archived)],
    afterUnarchive: [safely(unarchived)],
  },
}

module.exports = isOn ? hooks : {}
