import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { jestOutcome, playwrightOutcome } from '@/local/commands/test-outcome'

const report = (content: unknown): string => {
  const path = join(mkdtempSync(join(tmpdir(), 'outcome-')), 'report.json')
  writeFileSync(path, JSON.stringify(content))
  return path
}
const jestReport = { numPassedTests: 5, numFailedTests: 0, numPendingTests: 0, numRuntimeErrorTestSuites: 0 }

test('a green run has no failures', () => {
  expect(jestOutcome('unit', report(jestReport), 0)).toEqual({ name: 'unit', passed: 5, failed: 0, skipped: 0 })
})

test('a suite that cannot even load is a failure', () => {
  const broken = { ...jestReport, numFailedTests: 1, numRuntimeErrorTestSuites: 1 }
  expect(jestOutcome('unit', report(broken), 1)).toMatchObject({ failed: 2 })
})

test('a runner that exits badly without naming a failure is a failure', () => {
  expect(jestOutcome('unit', report(jestReport), 1)).toMatchObject({ failed: 1 })
  expect(jestOutcome('unit', '/nowhere/report.json', 0)).toMatchObject({ failed: 1 })
  expect(playwrightOutcome('/nowhere/report.json', 0)).toMatchObject({ failed: 1 })
})

test('a flaky journey is a failure', () => {
  const stats = { expected: 3, unexpected: 0, flaky: 1, skipped: 0 }
  expect(playwrightOutcome(report({ stats, errors: [] }), 0)).toMatchObject({ passed: 3, failed: 1 })
})
