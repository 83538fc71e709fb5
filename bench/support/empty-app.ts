import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { nodeBinary, root } from '@/local/paths'
import { run } from '@/local/run'
import { type BenchWeb, startNext } from './web'

/** Inside the clone, where its packages are found, and outside what git and the product's own build look at. */
const folder = join(root, '.local', 'bench-empty-app')
const source = join(root, 'bench', 'support', 'empty-app')
const next = join(root, 'node_modules', 'next', 'dist', 'bin', 'next')
const route = join('app', 'api', 'empty', 'route.ts')

const isBuilt = (): boolean =>
  existsSync(join(folder, '.next', 'BUILD_ID')) &&
  readFileSync(join(folder, route), 'utf8') === readFileSync(join(source, route), 'utf8')

const build = async (): Promise<void> => {
  rmSync(folder, { recursive: true, force: true })
  cpSync(source, folder, { recursive: true })
  // Its own, or Next takes the one two folders up.
  writeFileSync(join(folder, 'next.config.mjs'), 'export default {}\n')
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: { strict: true } }))
  // Not with Turbopack: it would take the product's own proxy.ts, two folders up, for this app's.
  await run(nodeBinary, [next, 'build', folder, '--webpack'], { env: { ...process.env, NODE_ENV: 'production' } })
}

/** A second Next app with one route that only proves a signature: the ceiling for the doors of the product. */
export async function startEmptyApp(secret: string): Promise<BenchWeb> {
  if (!isBuilt()) await build()
  return startNext(folder, { BENCH_SECRET: secret }, '/api/empty')
}
