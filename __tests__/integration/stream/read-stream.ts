import { randomUUID } from 'node:crypto'
import type { Redis } from 'ioredis'
import type { Ctx } from '@/lib/auth/context'
import { asUser } from '@/lib/db/principals'
import { runtime } from '@/lib/runtime'
import { type OpenStreamInput, openStream } from '@/lib/stream/open'
import { streamChannel, streamKey } from '@/lib/stream/publish'

export type Block = { id?: string; event?: string; data?: string; retry?: string }

export const streamCtx = (workspaceId: string, userId: string = randomUUID()): Ctx => ({
  workspaceId,
  actor: { type: 'user', id: userId, role: 'viewer' },
  db: asUser({ userId }),
  requestId: randomUUID(),
  log: runtime().log,
})

/** A tab: collects the blocks of its stream as a browser would read them. */
export async function openTab(ctx: Ctx, input: Partial<OpenStreamInput> = {}) {
  const abort = new AbortController()
  const response = await openStream(ctx, {
    lastEventId: null,
    signal: abort.signal,
    mayStillRead: async () => true,
    ...input,
  })
  const blocks: Block[] = []
  const done = collect(response, blocks)
  return {
    response,
    blocks,
    done,
    messages: () => blocks.filter(({ data, event }) => data !== undefined && event === undefined),
    events: () => blocks.flatMap(({ event }) => event ?? []),
    lastId: () => blocks.findLast(({ id }) => id !== undefined)?.id ?? null,
    leave: async () => {
      abort.abort()
      await done
    },
  }
}

async function collect(response: Response, blocks: Block[]): Promise<void> {
  let text = ''
  const decoder = new TextDecoder()
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true })
    const parts = text.split('\n\n')
    text = parts.pop() ?? ''
    for (const part of parts) {
      const fields = part.split('\n').filter((line) => !line.startsWith(':'))
      if (fields.length > 0) blocks.push(Object.fromEntries(fields.map((line) => line.split(/: (.*)/s).slice(0, 2))))
    }
  }
}

export const change = (version: number, type = 'campaign.changed') => ({
  type,
  id: randomUUID(),
  version,
  at: new Date().toISOString(),
})

/** One entry without `publish`'s merging; the doorbell may be rung apart. */
export async function append(
  redis: Redis,
  workspaceId: string,
  version: number,
  type?: string,
  isRung = true,
): Promise<string> {
  const id = await redis.xadd(streamKey(workspaceId), '*', 'changes', JSON.stringify([change(version, type)]))
  if (isRung) await ring(redis, workspaceId)
  return id ?? ''
}

export const ring = (redis: Redis, workspaceId: string) => redis.publish(streamChannel(workspaceId), '{}')
