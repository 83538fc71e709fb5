import { z } from 'zod'
import { readJson } from '../files'

export type Outcome = { name: string; passed: number; failed: number; skipped: number }

const JestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numRuntimeErrorTestSuites: z.number(),
})
const PlaywrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  errors: z.array(z.unknown()),
})

/** A runner that failed without naming a failed test (a crash, no tests at all) still counts as one failure. */
const outcome = (name: string, code: number, passed: number, failed: number, skipped: number): Outcome => ({
  name,
  passed,
  failed: code === 0 ? failed : Math.max(failed, 1),
  skipped,
})

export const jestOutcome = (name: string, report: string, code: number): Outcome => {
  const parsed = readJson(report, JestReport)
  if (!parsed) return outcome(name, 1, 0, 1, 0)
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites, numPendingTests } = parsed
  return outcome(name, code, numPassedTests, numFailedTests + numRuntimeErrorTestSuites, numPendingTests)
}

export const playwrightOutcome = (report: string, code: number): Outcome => {
  const parsed = readJson(report, PlaywrightReport)
  if (!parsed) return outcome('e2e', 1, 0, 1, 0)
  const { expected, unexpected, flaky, skipped } = parsed.stats
  return outcome('e2e', code, expected, unexpected + flaky + parsed.errors.length, skipped)
}
