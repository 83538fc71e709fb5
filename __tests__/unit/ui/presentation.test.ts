import type { Change } from '@/lib/stream/schemas'
import { isAsNew } from '@/lib/ui/campaign-order'
import { safeReturnTo } from '@/lib/ui/return-to'
import { planRefresh } from '@/lib/ui/stream-plan'
import { ageMs, formatAge, formatAgo, formatDuration, formatInstant, plural } from '@/lib/ui/time'
import { chooseWorkspace } from '@/lib/ui/workspace-choice'
import { writeBlock } from '@/lib/ui/write-block'

describe('return address after signing in', () => {
  it.each([
    ['/campaigns?workspace=acme#x', '/campaigns?workspace=acme#x'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['/.//evil.example', '/'],
    ['javascript:alert(1)', '/'],
    ['https://evil.example/', '/'],
    ['/\t/evil.example', '/'],
    ['', '/'],
    [null, '/'],
  ])('%p becomes %p', (asked, expected) => expect(safeReturnTo(asked)).toBe(expected))
})

describe('reads after a push', () => {
  const change = (type: Change['type'], id: string, version: number): Change => ({
    type,
    id,
    version,
    at: '2026-11-20T14:00:00.000Z',
  })
  const known = (versions: Record<string, number>) => (id: string) => versions[id] ?? null

  it('reads nothing for a version it already has', () => {
    const plan = planRefresh([change('campaign.changed', 'a', 3)], known({ a: 3 }))
    expect(plan).toEqual({ campaigns: [], lists: false, sync: false, user: false })
  })
  it('reads a changed row once, however often it was pushed', () => {
    const changes = [change('campaign.changed', 'a', 4), change('campaign.changed', 'a', 5)]
    expect(planRefresh(changes, known({ a: 3 })).campaigns).toEqual(['a'])
  })
  it('reads the lists for a row nobody has seen and for many rows', () => {
    expect(planRefresh([change('campaign.changed', 'new', 1)], known({})).lists).toBe(true)
    const many = Array.from({ length: 9 }, (_, index) => `c${index}`)
    const plan = planRefresh(
      many.map((id) => change('campaign.changed', id, 2)),
      () => 1,
    )
    expect(plan).toMatchObject({ lists: true, campaigns: [] })
  })
  it('refreshes rights and freezes through the user', () => {
    expect(planRefresh([change('workspace.frozen', 'w', 1)], known({})).user).toBe(true)
  })
})

describe('order of answers', () => {
  const row = (intent_version: number, version: number, observed_at: string | null = null) => ({
    intent_version,
    version,
    observed_at,
  })
  it('follows intent, then version, then observation', () => {
    expect(isAsNew(row(2, 1), row(1, 9))).toBe(true)
    expect(isAsNew(row(1, 2), row(1, 3))).toBe(false)
    expect(isAsNew(row(1, 3, '2026-11-20T14:00:00.000Z'), row(1, 3, '2026-11-20T14:01:00.000Z'))).toBe(false)
    expect(isAsNew(row(1, 3), row(1, 3))).toBe(true)
  })
})

describe('times', () => {
  it('uses the largest whole unit', () => {
    expect([8_000, 370_000, 3 * 3_600_000, 50 * 3_600_000].map(formatAge)).toEqual(['8 s', '6 min', '3 h', '2 d'])
    expect(formatAgo(1000)).toBe('just now')
    expect([840, 1240, 200_000].map(formatDuration)).toEqual(['840 ms', '1.2 s', '3 min 20 s'])
  })
  it('never shows a negative age when clocks differ', () => {
    expect(ageMs('2026-11-20T14:00:10.000Z', Date.parse('2026-11-20T14:00:00.000Z'))).toBe(0)
  })
  it('shows the workspace zone across a daylight change', () => {
    expect(formatInstant('2026-03-29T00:59:59.000Z', 'Europe/Berlin')).toBe('29 Mar 2026, 01:59:59')
    expect(formatInstant('2026-03-29T01:00:00.000Z', 'Europe/Berlin')).toBe('29 Mar 2026, 03:00:00')
    expect(formatInstant('2026-12-31T12:00:00.000Z', 'Pacific/Kiritimati')).toBe('1 Jan 2027, 02:00:00')
  })
  it('counts in words', () =>
    expect([plural(1, 'campaign'), plural(1240, 'campaign')]).toEqual(['1 campaign', '1,240 campaigns']))
})

describe('why a control is disabled', () => {
  const free = { online: true, frozen: false, permitted: true, blockedUntil: null, nowMs: 1000 }
  it('names the gravest reason, and none when there is none', () => {
    expect(writeBlock(free)).toBeNull()
    expect(writeBlock({ ...free, permitted: false, frozen: true })).toMatch(/permission/)
    expect(writeBlock({ ...free, frozen: true, online: false })).toMatch(/frozen/)
    expect(writeBlock({ ...free, online: false })).toMatch(/offline/)
  })
  it('counts down after too many changes', () => {
    expect(writeBlock({ ...free, blockedUntil: 24_500 })).toBe('Too many changes in a minute. Try again in 24 s.')
    expect(writeBlock({ ...free, blockedUntil: 1000 })).toBeNull()
  })
})

describe('workspace of a page', () => {
  const workspaces = [{ slug: 'acme' }, { slug: 'globex' }]
  it('prefers the address, then the last used, then the first; a foreign slug counts as none', () => {
    expect(chooseWorkspace(workspaces, 'globex', 'acme')?.slug).toBe('globex')
    expect(chooseWorkspace(workspaces, 'stranger', 'globex')?.slug).toBe('globex')
    expect(chooseWorkspace(workspaces, null, null)?.slug).toBe('acme')
    expect(chooseWorkspace([], 'acme', null)).toBeNull()
  })
})
