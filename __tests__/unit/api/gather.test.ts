import { setImmediate as soon } from 'node:timers/promises'
import { createGather } from '@/lib/api/gather'

type Open = { items: number[]; finish: () => void; fail: (error: Error) => void }

/** A gather whose groups end when the test says so. */
function openGather(lanes: number) {
  const open: Open[] = []
  const gather = createGather<number, number>({
    run: (_, items) =>
      new Promise((resolve, reject) => open.push({ items, finish: () => resolve(items), fail: reject })),
    ...{ weigh: (item: number) => item, most: 10, lanes, isolate: () => true },
  })
  return { open, gather: (item: number) => gather('key', item) }
}

test('what comes while a group is under way goes together as the next one', async () => {
  const { open, gather } = openGather(2)
  const results = [1, 2, 3].map(gather)
  expect(open.map(({ items }) => items)).toEqual([[1]])
  open[0]?.finish()
  await soon()
  expect(open.map(({ items }) => items)).toEqual([[1], [2, 3]])
  open[1]?.finish()
  expect(await Promise.all(results)).toEqual([1, 2, 3])
})

test('what fills a group takes a free lane, and waits when there is none', async () => {
  const { open, gather } = openGather(2)
  const results = [10, 10, 10, 4].map(gather)
  expect(open.map(({ items }) => items)).toEqual([[10], [10]])
  open[1]?.finish()
  await soon()
  expect(open[2]?.items).toEqual([10])
  open[0]?.finish()
  await soon()
  expect(open[3]?.items).toEqual([4])
  for (const { finish } of open) finish()
  expect(await Promise.all(results)).toEqual([10, 10, 10, 4])
})

test('nobody fails for another: a group that failed is tried one by one', async () => {
  const { open, gather } = openGather(1)
  const results = Promise.allSettled([1, 2, 3].map(gather))
  open[0]?.finish()
  await soon()
  open[1]?.fail(new Error('one of us'))
  await soon()
  open[2]?.fail(new Error('mine'))
  await soon()
  open[3]?.finish()
  expect((await results).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
})
