// A closed terminal must not take a running stack down.
process.stdout.on('error', () => {})

const isColoured = process.stdout.isTTY && !process.env.NO_COLOR
const paint = (code: number, text: string) => (isColoured ? `\u001b[${code}m${text}\u001b[0m` : text)

export const say = (text: string): void => {
  process.stdout.write(`${text}\n`)
}
export const done = (text: string): void => say(`${paint(32, '✓')} ${text}`)
export const doing = (text: string): void => say(`${paint(90, '·')} ${text}`)
export const warn = (text: string): void => say(`${paint(33, '!')} ${text}`)
export const failed = (text: string): void => say(`${paint(31, '✗')} ${text}`)

export const seconds = (sinceMs: number): string => `${((Date.now() - sinceMs) / 1000).toFixed(1)} s`

/** Says what takes long and, while it lasts, how far it is; then how long it took. */
export const timed = async <T>(what: string, work: () => Promise<T>, progress?: () => string): Promise<T> => {
  const startedAt = Date.now()
  doing(what)
  const ticker = setInterval(() => doing(`${what} … ${seconds(startedAt)}${progress ? `, ${progress()}` : ''}`), 15_000)
  try {
    const result = await work()
    done(`${what} (${seconds(startedAt)})`)
    return result
  } finally {
    clearInterval(ticker)
  }
}

/** An error whose message is all a person needs: printed without a stack. */
export class LauncherError extends Error {}
