import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { run } from '../run'
import { LauncherError, timed } from '../terminal'

/** The full path of a program on PATH, or null. */
export const findProgram = (name: string): string | null => {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, name)
    try {
      accessSync(path, constants.X_OK)
      return path
    } catch {
      // Not here.
    }
  }
  return null
}

const isAllowed = async (command: string, args: string[]): Promise<boolean> =>
  run(command, args).then(
    () => true,
    () => false,
  )

const aptPrefix = async (): Promise<string[] | null> => {
  if (!findProgram('apt-get')) return null
  if (process.getuid?.() === 0) return []
  return findProgram('sudo') && (await isAllowed('sudo', ['-n', 'true'])) ? ['sudo', '-n'] : null
}

/** Installs a Debian package where we may. Throws with the exact command to run where we may not. */
export const installSystemPackage = async (name: string, why: string): Promise<void> => {
  const prefix = await aptPrefix()
  if (!prefix) {
    throw new LauncherError(
      `${name} is missing (${why}). Install it, then try again:\n  sudo apt-get install -y ${name}      (Debian, Ubuntu)\n  brew install ${name === 'redis-server' ? 'redis' : name}      (macOS)`,
    )
  }
  const apt = (...args: string[]) => {
    const [command = 'apt-get', ...rest] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args]
    return run(command, rest)
  }
  const install = () => apt('install', '-y', '--no-install-recommends', name)
  await timed(`${name}: installing with apt-get`, () =>
    install().catch(async () => {
      await apt('update')
      return install()
    }),
  )
}
