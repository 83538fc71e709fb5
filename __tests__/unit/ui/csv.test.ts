import fc from 'fast-check'
import papa from 'papaparse'
import type { MailEvent } from '@/lib/events/schemas'
import { sendersTable, spendTable } from '@/lib/ui/analytics-csv'
import { csvOf } from '@/lib/ui/csv'
import { eventsTable } from '@/lib/ui/event-csv'

const parsed = async (rows: string[][]) => {
  const text = await csvOf({ header: ['a', 'b'], rows })
  expect(text.startsWith('\uFEFFa,b\r\n')).toBe(true)
  return papa.parse<string[]>(text.slice(1).trimEnd(), { newline: '\r\n' }).data.slice(1)
}

test('no cell is a formula to a spreadsheet', async () => {
  const attacks = [
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '=cmd|" /C calc"!A0',
    '=1\n+2',
    '=HYPERLINK("//x","y")',
  ]
  for (const cells of await parsed(attacks.map((attack) => [attack, 'safe']))) {
    expect(cells[0]).toMatch(/^'/)
    expect(cells[1]).toBe('safe')
  }
})

test('whatever a cell holds, it is the same cell when it is read again', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.string(), fc.string({ unit: 'binary' })), { minLength: 1 }), async (rows) => {
      const kept = rows.map((row) => row.map((cell) => `x${cell}x`))
      expect(await parsed(kept)).toEqual(kept)
    }),
  )
})

test('times are by the workspace’s clocks, and the header says whose', () => {
  const event = { occurred_at: '2026-11-20T22:30:00.000Z', day: '2026-11-21', event_type: 'sent', actor_class: 'human' }
  const { header, rows } = eventsTable([event as MailEvent], 'Europe/Berlin')
  expect(header.slice(0, 3)).toEqual(['Time (Europe/Berlin)', 'Time (UTC)', 'Day (Europe/Berlin)'])
  expect(rows[0]?.slice(0, 3)).toEqual(['2026-11-20 23:30:00', '2026-11-20T22:30:00.000Z', '2026-11-21'])
  expect(rows[0]).toHaveLength(header.length)
})

test('an exported sum adds up to the last micro-dollar', () => {
  const { header, rows } = spendTable(
    { daily: [{ day: '2026-11-20', cost_micros: 1_000_003, by: { ask: 1, web_search: 1_000_002 } }] },
    'UTC',
  )
  expect(header).toEqual(['Day (UTC)', 'Total (USD)', 'Ask AI (USD)', 'Web search (USD)'])
  expect(rows).toEqual([['2026-11-20', '1.000003', '0.000001', '1.000002']])
})

test('the senders’ header names the zone of its days', () => {
  const { header } = sendersTable([], { start: '2026-11-01', end: '2026-11-20' }, 'America/New_York')
  expect(header).toContain('From (America/New_York)')
})
