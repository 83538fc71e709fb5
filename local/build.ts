import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withLock } from './lock'
import { home, nodeBinary, root } from './paths'
import { renewWeb } from './processes/registry'
import { run } from './run'
import { doing, timed } from './terminal'

const sources = [
  'app',
  'components',
  'hooks',
  'lib',
  'public',
  'next.config.ts',
  'postcss.config.mjs',
  'proxy.ts',
  'instrumentation.ts',
  'package-lock.json',
  'tsconfig.json',
]
const stamp = join(root, '.next', 'sovereign-sources')

const filesUnder = (path: string): string[] => {
  const full = join(root, path)
  if (!existsSync(full)) return []
  if (!statSync(full).isDirectory()) return [path]
  return readdirSync(full)
    .sort()
    .flatMap((name) => filesUnder(join(path, name)))
}

const hashSources = (): string => {
  const hash = createHash('sha256')
  for (const file of sources.flatMap(filesUnder)) hash.update(`${file}\0`).update(readFileSync(join(root, file)))
  return hash.digest('hex')
}

/** True when the production build was made from exactly today's sources. */
export const isBuildCurrent = (): boolean => existsSync(stamp) && readFileSync(stamp, 'utf8') === hashSources()

/** Makes the production build, unless the sources are those of the last one. All stacks of this clone share it. */
export const buildWeb = (): Promise<void> =>
  withLock(join(root, '.local', 'build.lock'), 'it builds the web app', async () => {
    if (isBuildCurrent()) return
    const hash = hashSources()
    const next = join(root, 'node_modules', 'next', 'dist', 'bin', 'next')
    await timed('web: production build', () =>
      run(nodeBinary, [next, 'build'], { env: { ...process.env, NODE_ENV: 'production', SKIP_TYPE_CHECK: '1' } }),
    )
    writeFileSync(stamp, hash)
    const otherStacks = [join(root, '.local'), join(root, '.local', 'test')].filter((stackHome) => stackHome !== home)
    for (const stackHome of otherStacks) {
      if (renewWeb(stackHome)) doing(`the stack in ${stackHome} now serves the new build too`)
    }
  })
