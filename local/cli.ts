import { failed, LauncherError, say } from './terminal'

const usage = `./sovereign <command>

  up [--detach] [--dev] [--demo-data]
                            bring everything up (--dev: hot reload instead of the production build;
                            --demo-data: a year of mail in the demo workspaces)
  down                      stop everything; the data stays
  test [unit|integration|security|e2e|checks]
                            run every test, or one kind, on a stack of its own
  bench [name] [--json]     measure, beside a baseline of the same run
  bench seed [--events 10000000] [--workspaces 3]
                            fill the benchmarks' database with a year of mail
  replay <file.jsonl> --workspace <slug>
                            post imported history, one event per line; known events are not counted twice
  reset [--yes]             stop and delete all data
  doctor                    look at what is installed, free and running, and say what to do
  logs [process]            follow the logs of one process, or of all`

type Command = (args: string[]) => Promise<void>

// Loaded on demand: `down` must not wait for what only `up` needs.
const commands: Record<string, () => Promise<Command>> = {
  up: async () => (await import('./commands/up')).up,
  down: async () => (await import('./commands/down')).down,
  reset: async () => (await import('./commands/reset')).reset,
  test: async () => (await import('./commands/test')).test,
  bench: async () => (await import('./commands/bench')).bench,
  replay: async () => (await import('./commands/replay')).replay,
  doctor: async () => (await import('./commands/doctor')).doctor,
  'is-up': async () => (await import('./commands/is-up')).isUp,
  logs: async () => (await import('./commands/logs')).logs,
}

const [name = '', ...args] = process.argv.slice(2)
const load = commands[name]
if (!load) {
  say(usage)
  process.exit(['', 'help', '--help', '-h'].includes(name) ? 0 : 2)
}
try {
  await (await load())(args)
} catch (error) {
  if (error instanceof LauncherError) failed(error.message)
  else console.error(error)
  process.exit(1)
}
