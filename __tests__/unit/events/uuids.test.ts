import { uuidsV7 } from '@/lib/db/uuids'

test('ids of version 7: unique, with the time in front, so that later ones sort later', () => {
  const before = Date.now()
  const first = uuidsV7(1_000)
  const timeOf = (id: string) => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)
  expect(new Set(first).size).toBe(1_000)
  for (const id of first) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(timeOf(first[0] ?? '') - before).toBeLessThan(1_000)
  const later = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 5)
  expect((uuidsV7(1)[0] ?? '') > (first.toSorted().at(-1) ?? '')).toBe(true)
  later.mockRestore()
})
