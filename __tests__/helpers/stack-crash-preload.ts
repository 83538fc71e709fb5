import { writeFileSync } from 'node:fs'
import { Socket } from 'node:net'

/**
 * Loaded before a process of the product (`NODE_OPTIONS=--import`): kills it with SIGKILL right before it would learn
 * the N-th answer from Postgres, Redis or the engine, counted from the moment CRASH_ARM first passes over a socket.
 * Every awaited step ends with such an answer, so N = 1, 2, … dies after each of them, with no hook in the product.
 */
const { CRASH_ARM: arm = '', CRASH_AT = '0', CRASH_PEERS = '{}', CRASH_REPORT = '' } = process.env
const at = Number(CRASH_AT)
const peers = new Map(
  Object.entries(JSON.parse(CRASH_PEERS) as Record<string, number>).map(([name, port]) => [port, name]),
)
const asked = new WeakMap<Socket, string>()
let isArmed = false
let answers = 0

const { write, push } = Socket.prototype

const textOf = (chunk: unknown): string =>
  typeof chunk === 'string' ? chunk : chunk instanceof Uint8Array ? Buffer.from(chunk).toString('latin1') : ''

function look(chunk: unknown): string {
  const text = textOf(chunk)
  if (!isArmed && text.includes(arm)) isArmed = true
  return text
}

Socket.prototype.write = function spiedWrite(this: Socket, ...args: Parameters<Socket['write']>) {
  const text = look(args[0])
  if (isArmed && peers.has(this.remotePort ?? 0)) asked.set(this, text)
  return write.apply(this, args)
} as Socket['write']

Socket.prototype.push = function spiedPush(this: Socket, ...args: Parameters<Socket['push']>) {
  const wasArmed = isArmed
  look(args[0])
  const peer = peers.get(this.remotePort ?? 0)
  if (isArmed && wasArmed && peer && args[0] !== null && !isBegun(args[0])) {
    answers += 1
    if (answers === at) die(peer, asked.get(this) ?? '')
  }
  return push.apply(this, args)
} as Socket['push']

/** A transaction that has only begun differs in nothing from one that has not. */
const isBegun = (chunk: unknown): boolean =>
  textOf(chunk).startsWith('2\0\0\0\x04') && textOf(chunk).includes('BEGIN\0')

function die(peer: string, question: string): never {
  if (CRASH_REPORT) writeFileSync(CRASH_REPORT, JSON.stringify({ peer, question: question.slice(0, 4_000) }))
  process.kill(process.pid, 'SIGKILL')
  for (;;) {
    // The signal ends this.
  }
}
