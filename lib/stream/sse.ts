/** A `text/event-stream` body (WHATWG HTML §9.2) with a bounded queue and one way to end. */
export type Sse = {
  body: ReadableStream<Uint8Array>
  /** One block; without `data` a browser only remembers the id. A reader who lags too far behind is cut off. */
  send: (block: { id?: string; event?: string; data?: string; retry?: number }) => void
  /** An event, not a comment: a browser shows comments to nobody, and a dead connection would look like a quiet one. */
  ping: () => void
  close: () => void
  /** Runs once when the stream ends, whoever ends it; at once if it has ended. */
  onClose: (clean: () => void) => void
}

export function createSse(maxQueued: number): Sse {
  const encoder = new TextEncoder()
  const cleaners: (() => void)[] = []
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined
  let isOpen = true

  const end = () => {
    if (!isOpen) return
    isOpen = false
    for (const clean of cleaners.splice(0)) clean()
  }
  const close = () => {
    if (isOpen) controller?.close()
    end()
  }
  const write = (text: string) => {
    if (!isOpen || !controller) return
    if ((controller.desiredSize ?? 0) <= 0) close()
    else controller.enqueue(encoder.encode(text))
  }
  const body = new ReadableStream<Uint8Array>(
    {
      start: (own) => {
        controller = own
      },
      cancel: end,
    },
    new CountQueuingStrategy({ highWaterMark: maxQueued }),
  )
  return {
    body,
    send: (block) =>
      write(
        `${Object.entries(block)
          .map(([field, value]) => `${field}: ${value}\n`)
          .join('')}\n`,
      ),
    ping: () => write('event: ping\ndata: {}\n\n'),
    close,
    onClose: (clean) => {
      if (isOpen) cleaners.push(clean)
      else clean()
    },
  }
}
