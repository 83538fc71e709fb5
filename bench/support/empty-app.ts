import { cpSync, existsSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { nodeBinary, root } from '@/local/paths'
import { run } from '@/local/run'
import { type BenchWeb, startNext } from './web'

/** Inside the clone, where its packages are found, and outside what git and the product's own build look at. */
const folder = join(root, '.local', 'bench-empty-app')
const source = join(root, 'bench', 'support', 'empty-app')
const next = join(root, 'node_modules', 'next', 'dist', 'bin', 'next')

/** What it is made of: its route, and the proof of a signature, which is the product's own. */
const parts = [join(source, 'app', 'api', 'empty', 'route.ts'), join(root, 'lib', 'webhooks', 'native-webhook.ts')]
const built = join(folder, '.next', 'BUILD_ID')

const isBuilt = (): boolean =>
  existsSync(built) && parts.every((part) => statSync(part).mtimeMs < statSync(built).mtimeMs)

const build = async (): Promise<void> => {
  rmSync(folder, { recursive: true, force: true })
  cpSync(source, folder, { recursive: true })
  // Its own, or Next takes the one two folders up.
  writeFileSync(join(folder, 'next.config.mjs'), 'export default {}\n')
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: { strict: true, paths: { '@/*': ['../../*'] } } }),
  )
  // Not with Turbopack: it would take the product's own proxy.ts, two folders up, for this app's.
  await run(nodeBinary, [next, 'build', folder, '--webpack'], { env: { ...process.env, NODE_ENV: 'production' } })
}

/** A second Next app with one route that only proves a signature: the ceiling for the doors of the product. */
export async function startEmptyApp(secret: string): Promise<BenchWeb> {
  if (!isBuilt()) await build()
  return startNext(folder, { BENCH_SECRET: secret }, '/api/empty')
}
