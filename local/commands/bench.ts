import { existsSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { home, nodeBinary, root } from '../paths'
import { runExit } from '../run'
import { LauncherError } from '../terminal'
import { withStack } from '../with-stack'

const folder = join(root, 'bench')

const benches = (): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .flatMap((file) => (file.endsWith('.ts') ? [basename(file, '.ts')] : []))
        .sort()
    : []

/** Runs one benchmark, or all, on the running stack; brings one up for it when none runs. */
export const bench = async (args: string[]): Promise<void> => {
  const flags = args.filter((arg) => arg.startsWith('-'))
  const named = args.filter((arg) => !arg.startsWith('-'))
  const unknown = named.find((name) => !benches().includes(name))
  if (unknown) throw new LauncherError(`No benchmark named ${unknown}. There is: ${benches().join(', ')}`)
  await withStack(home, { isFresh: false }, async () => {
    for (const name of named.length > 0 ? named : benches()) {
      const code = await runExit(nodeBinary, ['--import', 'tsx', join(folder, `${name}.ts`), ...flags])
      if (code !== 0) process.exitCode = code
    }
  })
}
