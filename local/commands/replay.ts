import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { Webhook } from 'standardwebhooks'
import { Recorded } from '@/lib/events/schemas'
import { readState } from '../state'
import { doing, done, LauncherError, seconds, warn } from '../terminal'

const MOST_EVENTS = 1_000
const MOST_BYTES = 900_000
const TRIES = 8

type Batch = { firstLine: number; lines: string[] }
type Door = { url: string; workspaceId: string; secret: string }

/**
 * Posts a file of events, one JSON object per line, through the signed door of a workspace. Batches are tried again when
 * the answer does not come; what was recorded before, by this file or otherwise, is not counted twice.
 */
export const replay = async (args: string[]): Promise<void> => {
  const { values, positionals } = parseArgs({
    args,
    options: { workspace: { type: 'string' } },
    allowPositionals: true,
  })
  const [file] = positionals
  if (!file || !values.workspace) throw new LauncherError('Usage: ./sovereign replay <file.jsonl> --workspace <slug>')
  if (!existsSync(file)) throw new LauncherError(`No file ${file}`)
  const door = findDoor(values.workspace)
  const startedAt = Date.now()
  const total = { accepted: 0, duplicates: 0, rejected: 0 }
  for await (const batch of batchesOf(file)) {
    const answer = await post(door, batch)
    total.accepted += answer.accepted
    total.duplicates += answer.duplicates
    total.rejected += answer.rejected.length
    for (const { index, code, message } of answer.rejected.slice(0, 10))
      warn(`line ${batch.firstLine + index}: ${code} ${message}`)
    doing(`${total.accepted.toLocaleString('en')} recorded, ${total.duplicates.toLocaleString('en')} known before`)
  }
  done(
    `${total.accepted.toLocaleString('en')} events recorded, ${total.duplicates.toLocaleString('en')} known before, ${total.rejected.toLocaleString('en')} refused (${seconds(startedAt)})`,
  )
  if (total.rejected > 0) process.exitCode = 1
}

const findDoor = (slug: string): Door => {
  const { users, web_url, webhook_secrets } = readState()
  const workspaceId = users.find((user) => user.workspace_slug === slug)?.workspace_id
  const secret = workspaceId && webhook_secrets[workspaceId]
  if (!workspaceId || !secret) throw new LauncherError(`No workspace ${slug} with a signing secret in this stack`)
  return { url: web_url, workspaceId, secret }
}

async function* batchesOf(file: string): AsyncGenerator<Batch> {
  let [number, bytes] = [0, 0]
  let batch: Batch = { firstLine: 1, lines: [] }
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1
    if (batch.lines.length === MOST_EVENTS || bytes + line.length > MOST_BYTES) {
      if (batch.lines.length > 0) yield batch
      batch = { firstLine: number, lines: [] }
      bytes = 0
    }
    if (line.trim() === '') {
      // Numbers of the lines after it must stay right.
      if (batch.lines.length > 0) yield batch
      batch = { firstLine: number + 1, lines: [] }
      bytes = 0
      continue
    }
    batch.lines.push(line)
    bytes += Buffer.byteLength(line)
  }
  if (batch.lines.length > 0) yield batch
}

/** The id is made of the content: the same batch again is the same delivery. */
async function post({ url, workspaceId, secret }: Door, { firstLine, lines }: Batch): Promise<Recorded> {
  const body = `[${lines.join(',')}]`
  const id = `replay_${createHash('sha256').update(body).digest('hex').slice(0, 40)}`
  for (let attempt = 1; ; attempt += 1) {
    const at = new Date()
    const answer = await fetch(`${url}/api/events`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'webhook-key-id': workspaceId,
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': new Webhook(secret).sign(id, at, body),
      },
      body,
    }).then(
      async (response) => ({ status: response.status, text: await response.text() }),
      (error: Error) => ({ status: 0, text: error.message }),
    )
    if (answer.status >= 200 && answer.status < 300) return Recorded.parse(JSON.parse(answer.text).data)
    const isTemporary = answer.status === 0 || answer.status === 429 || answer.status >= 500
    if (!isTemporary || attempt === TRIES)
      throw new LauncherError(
        `Lines from ${firstLine} on were not taken: ${answer.status} ${answer.text.slice(0, 300)}`,
      )
    await sleep(Math.min(30_000, 500 * 2 ** attempt))
  }
}
