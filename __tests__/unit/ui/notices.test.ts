import { groupByDay } from '@/lib/ui/day-groups'
import { linkInWorkspace } from '@/lib/ui/link-in-workspace'

const days = (instants: string[], zone: string, now: string) =>
  groupByDay(instants, (at) => at, zone, Date.parse(now)).map(({ label, items }) => [label, items.length])

test('notices stand under the day of the workspace, not of the browser or of UTC', () => {
  const instants = ['2026-11-20T14:00:00Z', '2026-11-20T09:59:00Z', '2026-11-19T09:00:00Z', '2026-11-17T12:00:00Z']
  expect(days(instants, 'UTC', '2026-11-20T15:00:00Z')).toEqual([
    ['Today', 2],
    ['Yesterday', 1],
    ['17 Nov 2026', 1],
  ])
  expect(days(instants, 'Pacific/Kiritimati', '2026-11-20T15:00:00Z')).toEqual([
    ['Today', 1],
    ['Yesterday', 1],
    ['19 Nov 2026', 1],
    ['18 Nov 2026', 1],
  ])
})

test('the day after the clocks went back, yesterday is still yesterday', () => {
  expect(days(['2026-10-25T00:30:00Z'], 'Europe/Berlin', '2026-10-26T22:59:00Z')).toEqual([['Yesterday', 1]])
})

test.each([
  ['/events?event_type=replied', 'acme', '/events?event_type=replied&workspace=acme'],
  ['/campaigns', null, '/campaigns'],
  ['/events?workspace=other', 'acme', '/events?workspace=acme'],
  ['//evil.example.com', 'acme', '/'],
  ['/\\evil.example.com', null, '/'],
  ['javascript:alert(1)', null, '/'],
  ['https://evil.example.com', null, '/'],
])('%s in %s leads to %s', (link, slug, expected) => expect(linkInWorkspace(link, slug)).toBe(expected))
