import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { installChromium } from '../install/chromium'
import { root, testHome } from '../paths'
import { runExit } from '../run'
import { doing, done, failed, LauncherError, say, seconds } from '../terminal'
import { withStack } from '../with-stack'
import { jestOutcome, type Outcome, playwrightOutcome } from './test-outcome'

const kinds = ['checks', 'unit', 'integration', 'security', 'e2e'] as const
type Kind = (typeof kinds)[number]
const needsStack = (kind: Kind) => kind !== 'checks' && kind !== 'unit'

const bin = (name: string) => join(root, 'node_modules', '.bin', name)
const testEnv = { ...process.env, SOVEREIGN_HOME: testHome }

const check = async (name: string, command: string, args: string[]): Promise<Outcome> => {
  doing(name)
  const isGood = (await runExit(bin(command), args)) === 0
  return { name, passed: isGood ? 1 : 0, failed: isGood ? 0 : 1, skipped: 0 }
}

const runChecks = async (): Promise<Outcome[]> => {
  // Declares next's own types (CSS imports, route parameters) on a clone that was never built.
  await runExit(bin('next'), ['typegen'])
  return [
    await check('lint and format', 'biome', ['check', '.']),
    await check('types', 'tsc', ['--noEmit']),
    await check('dead code', 'knip', []),
  ]
}

const runJest = async (project: Kind, reports: string): Promise<Outcome[]> => {
  const report = join(reports, `${project}.json`)
  const args = ['--selectProjects', project, '--json', '--outputFile', report, '--forceExit']
  const code = await runExit(bin('jest'), args, testEnv)
  return [jestOutcome(project, report, code)]
}

const runPlaywright = async (reports: string): Promise<Outcome[]> => {
  await installChromium()
  const report = join(reports, 'e2e.json')
  const code = await runExit(bin('playwright'), ['test', '--reporter=list,json'], {
    ...testEnv,
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
  })
  return [playwrightOutcome(report, code)]
}

const runKind = async (kind: Kind, reports: string): Promise<Outcome[]> => {
  const startedAt = Date.now()
  say(`\n── ${kind} ──`)
  const outcomes = await (kind === 'checks'
    ? runChecks()
    : kind === 'e2e'
      ? runPlaywright(reports)
      : runJest(kind, reports))
  doing(`${kind} took ${seconds(startedAt)}`)
  return outcomes
}

const summarise = (outcomes: Outcome[], startedAt: number): void => {
  say('')
  for (const outcome of outcomes) {
    const line = `${outcome.name}: ${outcome.passed} passed, ${outcome.failed} failed${outcome.skipped ? `, ${outcome.skipped} skipped` : ''}`
    if (outcome.failed > 0) failed(line)
    else done(line)
  }
  const total = (count: 'passed' | 'failed') => outcomes.reduce((sum, outcome) => sum + outcome[count], 0)
  doing(`in ${seconds(startedAt)}`)
  say(`${total('passed')} passed, ${total('failed')} failed`)
  if (total('failed') > 0) process.exitCode = 1
}

const isKind = (name: string): name is Kind => kinds.some((kind) => kind === name)

/** Runs the checks and tests, on a fresh stack of their own where they need one, and says in one line how it went. */
export const test = async (args: string[]): Promise<void> => {
  const unknown = args.find((arg) => !isKind(arg))
  if (unknown) throw new LauncherError(`No tests named ${unknown}. There is: ${kinds.join(', ')}`)
  const startedAt = Date.now()
  const chosen = args.length > 0 ? kinds.filter((kind) => args.includes(kind)) : [...kinds]
  const reports = mkdtempSync(join(tmpdir(), 'sovereign-test-'))
  const outcomes: Outcome[] = []
  const runAll = async (wanted: Kind[]) => {
    for (const kind of wanted) outcomes.push(...(await runKind(kind, reports)))
  }
  try {
    await runAll(chosen.filter((kind) => !needsStack(kind)))
    const onStack = chosen.filter(needsStack)
    if (onStack.length > 0) await withStack(testHome, { isFresh: true }, () => runAll(onStack))
  } catch (error) {
    failed(error instanceof Error ? error.message : String(error))
    outcomes.push({ name: 'the test stack', passed: 0, failed: 1, skipped: 0 })
  } finally {
    rmSync(reports, { recursive: true, force: true })
  }
  summarise(outcomes, startedAt)
}
