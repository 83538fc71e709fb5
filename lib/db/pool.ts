import postgres, { type Sql } from 'postgres'

/**
 * postgres.js pins a reservation to a connection even after its backend died: the next query then throws outside any
 * promise, is never answered, or runs inside the transaction of whoever got the reconnected socket
 * (porsager/postgres#1208). Here every connection is a client of its own, and a reservation ends with its connection.
 */
type Lease = { isLost: boolean; lose: () => void; lost: Promise<never> }
type Slot = { client: Sql | null; lease: Lease | null }
type PoolOptions = NonNullable<Parameters<typeof postgres<Record<string, postgres.PostgresType>>>[1]>

/** `reserve()` waits for a free connection. Queries of a lost reservation reject with code CONNECTION_CLOSED. */
export function createPool(url: string, size: number, options: PoolOptions): Sql {
  const slots: Slot[] = Array.from({ length: size }, () => ({ client: null, lease: null }))
  const idle = [...slots]
  const waiting: ((slot: Slot) => void)[] = []

  const connect = (slot: Slot): Sql => {
    return postgres(url, { ...options, max: 1, onclose: () => slot.lease?.lose() })
  }

  const giveBack = (slot: Slot): void => {
    if (slot.lease?.isLost) {
      // What the old client still holds of the broken connection must not reach the next holder.
      slot.client?.end({ timeout: 0 }).catch(() => undefined)
      slot.client = null
    }
    slot.lease = null
    const next = waiting.shift()
    if (next) next(slot)
    else idle.push(slot)
  }

  const reserve = async () => {
    const slot = idle.pop() ?? (await new Promise<Slot>((resolve) => waiting.push(resolve)))
    const lease = createLease()
    slot.lease = lease
    slot.client ??= connect(slot)
    try {
      return guard(await slot.client.reserve(), lease, () => giveBack(slot))
    } catch (error) {
      lease.lose()
      giveBack(slot)
      throw error
    }
  }
  const end: Sql['end'] = async (how) => {
    await Promise.all(slots.map(({ client }) => client?.end(how)))
  }
  // The shape that the dialect asks for; this client never connects.
  return replacing(postgres(url, options) as Sql, { reserve, end })
}

function createLease(): Lease {
  const { promise: lost, reject } = Promise.withResolvers<never>()
  lost.catch(() => undefined)
  const lease: Lease = {
    isLost: false,
    lost,
    lose: () => {
      lease.isLost = true
      reject(Object.assign(new Error('The connection was lost'), { code: 'CONNECTION_CLOSED' }))
    },
  }
  return lease
}

const ROLLED_BACK = Object.assign([], { command: 'ROLLBACK', count: 0 })

function guard(reserved: postgres.ReservedSql, lease: Lease, giveBack: () => void): postgres.ReservedSql {
  const query = (...args: Parameters<typeof reserved.unsafe>) =>
    lease.isLost ? lease.lost : Promise.race([reserved.unsafe(...args), lease.lost])
  // The server has rolled back what a lost connection held; a rollback that fails makes the connection a lost one.
  const rollback = () =>
    query('rollback').catch(() => {
      lease.lose()
      return ROLLED_BACK
    })
  const unsafe = (...args: Parameters<typeof reserved.unsafe>) => (args[0] === 'rollback' ? rollback() : query(...args))
  const release = () => {
    if (!lease.isLost) reserved.release()
    giveBack()
  }
  return replacing(reserved, { unsafe, release })
}

const replacing = <T extends object>(target: T, members: { [K in keyof T]?: unknown }): T =>
  new Proxy(target, { get: (_, key) => Reflect.get(key in members ? members : target, key) })
