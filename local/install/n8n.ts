import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withLock } from '../lock'
import { cacheFolder, root } from '../paths'
import { run } from '../run'
import { timed } from '../terminal'

const manifest = (name: string) => join(root, 'local', 'n8n', name)

/** Outside the clone and keyed by the lock: 2.3 GB that a second clone or a CI run need not fetch again. */
export const n8nFolder = (): string => {
  const hash = createHash('sha256')
    .update(readFileSync(manifest('package-lock.json')))
    .digest('hex')
  return join(cacheFolder, `n8n-${hash.slice(0, 12)}`)
}

const marker = () => join(n8nFolder(), '.complete')
export const isN8nInstalled = (): boolean => existsSync(marker())

const progress = (): string => {
  const modules = join(n8nFolder(), 'node_modules')
  const folders = existsSync(modules) ? readdirSync(modules) : []
  const unpacked = folders.filter((name) => existsSync(join(modules, name, 'package.json'))).length
  return unpacked > 0 ? `${unpacked} of ${folders.length} folders unpacked` : 'fetching'
}

export const installN8n = async (): Promise<void> => {
  if (isN8nInstalled()) return
  await withLock(`${n8nFolder()}.lock`, 'it installs n8n', async () => {
    if (isN8nInstalled()) return
    mkdirSync(n8nFolder(), { recursive: true })
    for (const file of ['package.json', 'package-lock.json']) copyFileSync(manifest(file), join(n8nFolder(), file))
    const flags = ['--omit=dev', '--legacy-peer-deps', '--no-audit', '--no-fund', '--loglevel=error']
    await timed(
      'n8n: installing its packages (2 to 4 minutes, once per machine)',
      () => run('npm', ['ci', ...flags], { cwd: n8nFolder() }),
      progress,
    )
    writeFileSync(marker(), new Date().toISOString())
  })
}
