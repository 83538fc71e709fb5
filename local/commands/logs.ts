import { existsSync, readdirSync } from 'node:fs'
import { basename } from 'node:path'
import { logFile, logFolder } from '../paths'
import { runExit } from '../run'
import { LauncherError } from '../terminal'

/** Shows the last lines of one process's log, or of all, and follows them (`--no-follow`: only shows). */
export const logs = async (args: string[]): Promise<void> => {
  const known = existsSync(logFolder)
    ? readdirSync(logFolder).flatMap((file) => (file.endsWith('.log') ? [basename(file, '.log')] : []))
    : []
  const wanted = args.filter((arg) => !arg.startsWith('-')).map((name) => name.replace('-', '_'))
  const unknown = wanted.find((name) => !known.includes(name))
  if (unknown) throw new LauncherError(`No log named ${unknown}. There is: ${known.join(', ') || 'none yet'}`)
  const files = (wanted.length > 0 ? wanted : known).map(logFile)
  if (files.length === 0) throw new LauncherError('No logs yet: ./sovereign up writes them')
  const follow = args.includes('--no-follow') ? [] : ['-F']
  process.exitCode = await runExit('tail', ['-n', '50', ...follow, ...files])
}
