import { cpSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { nodeBinary, root } from '@/local/paths'
import { run } from '@/local/run'
import { type BenchWeb, startNext } from './web'

/** Inside the clone, where its packages are found, and outside what git and the product's own build look at. */
const folder = join(root, '.local', 'bench-empty-app')
const next = join(root, 'node_modules', 'next', 'dist', 'bin', 'next')

/** A second Next app with one route that only proves a signature: the ceiling for the doors of the product. */
export async function startEmptyApp(secret: string): Promise<BenchWeb> {
  rmSync(folder, { recursive: true, force: true })
  cpSync(join(root, 'bench', 'support', 'empty-app'), folder, { recursive: true })
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: { strict: true } }))
  await run(nodeBinary, [next, 'build', folder], {
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  })
  return startNext(folder, { BENCH_SECRET: secret }, '/api/empty')
}
