/** Runs work one at a time per key, in the order it came; different keys never wait for each other. */
export function createSerial() {
  const tails = new Map<string, Promise<unknown>>()

  /** Rejects with the signal's reason, without having started the work, when the turn does not come in time. */
  return async function inTurn<T>(key: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const previous = tails.get(key) ?? Promise.resolve()
    const mine = waitFor(previous, signal).then(work)
    const tail = Promise.allSettled([previous, mine])
    tails.set(key, tail)
    try {
      return await mine
    } finally {
      tail.then(() => tails.get(key) === tail && tails.delete(key))
    }
  }
}

function waitFor(previous: Promise<unknown>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(signal.reason)
    if (signal.aborted) giveUp()
    signal.addEventListener('abort', giveUp, { once: true })
    previous.then(() => {
      signal.removeEventListener('abort', giveUp)
      resolve()
    })
  })
}
