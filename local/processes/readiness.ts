import { connect } from 'node:net'

/** True when the address answers with exactly this status within two seconds. */
export const answers = async (url: string, status: number): Promise<boolean> => {
  const response = await fetch(url, { signal: AbortSignal.timeout(2_000), redirect: 'manual' })
  await response.body?.cancel()
  return response.status === status
}

export const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' })
    const settle = (result: boolean) => {
      socket.destroy()
      resolve(result)
    }
    socket.once('connect', () => settle(true)).once('error', () => settle(false))
    socket.setTimeout(1_000, () => settle(false))
  })
