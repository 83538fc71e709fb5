type Waiting<Item, Result> = {
  item: Item
  resolve: (result: Result) => void
  reject: (error: unknown) => void
}
type Queue<Item, Result> = { waiting: Waiting<Item, Result>[]; running: number }
type Options<Item, Result> = {
  /** Handles a group of one key; one result per item, in their order. */
  run: (key: string, items: Item[]) => Promise<Result[]>
  /** How much of `most` an item takes up; 1 when absent. */
  weigh?: (item: Item) => number
  most: number
  /** How many groups of one key may be under way at once; more than one only while full groups wait. 1 when absent. */
  lanes?: number
  /** Whether a group that failed so is tried item by item, so that no one fails for another's sake. */
  isolate?: (error: unknown) => boolean
}

/**
 * Group commit: while one group of a key is under way, what arrives for the same key waits and then goes together as the
 * next one. Nothing waits when nothing is under way, nor what fills a group while a lane is free. Every caller gets its own
 * result or error.
 */
export function createGather<Item, Result>(
  options: Options<Item, Result>,
): (key: string, item: Item) => Promise<Result> {
  const { weigh = () => 1, most, lanes = 1 } = options
  const queues = new Map<string, Queue<Item, Result>>()

  const drain = async (key: string, queue: Queue<Item, Result>): Promise<void> => {
    queue.running += 1
    while (queue.waiting.length > 0) await runGroup(key, takeGroup(queue.waiting, options), options)
    queue.running -= 1
    if (queue.running === 0) queues.delete(key)
  }
  const isFull = ({ waiting }: Queue<Item, Result>): boolean =>
    waiting.reduce((weight, { item }) => weight + weigh(item), 0) >= most
  return (key, item) =>
    new Promise((resolve, reject) => {
      const queue = queues.get(key) ?? { waiting: [], running: 0 }
      queues.set(key, queue)
      queue.waiting.push({ item, resolve, reject })
      if (queue.running === 0 || (queue.running < lanes && isFull(queue))) void drain(key, queue)
    })
}

/** From the front as many as fit; always at least one. */
function takeGroup<Item, Result>(
  queue: Waiting<Item, Result>[],
  { weigh = () => 1, most }: Options<Item, Result>,
): Waiting<Item, Result>[] {
  let weight = 0
  let count = 0
  for (const { item } of queue) {
    weight += weigh(item)
    if (count > 0 && weight > most) break
    count += 1
  }
  return queue.splice(0, count)
}

async function runGroup<Item, Result>(
  key: string,
  group: Waiting<Item, Result>[],
  options: Options<Item, Result>,
): Promise<void> {
  try {
    const results = await options.run(
      key,
      group.map(({ item }) => item),
    )
    for (const [index, { resolve }] of group.entries()) resolve(results[index] as Result)
  } catch (error) {
    if (group.length === 1 || !options.isolate?.(error)) {
      for (const { reject } of group) reject(error)
      return
    }
    for (const one of group) await runGroup(key, [one], options)
  }
}
