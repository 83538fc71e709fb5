import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { cacheFolder, root } from '../paths'
import { isAlive, startOf } from '../processes/identity'
import { run } from '../run'
import { doing, timed } from '../terminal'

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

const installedPackages = (): number => {
  const modules = join(n8nFolder(), 'node_modules')
  return existsSync(modules) ? readdirSync(modules).filter((name) => !name.startsWith('.')).length : 0
}

const isHeld = (lock: string): boolean => {
  const [pid, started] = existsSync(lock) ? readFileSync(lock, 'utf8').split(' ') : []
  return Boolean(pid && started && isAlive({ pid: Number(pid), started }))
}

/** One installer at a time, over all clones; a lock whose holder is gone is taken over. */
const withInstallLock = async (work: () => Promise<void>): Promise<void> => {
  const lock = `${n8nFolder()}.lock`
  for (let waitedMs = 0; ; waitedMs += 1_000) {
    try {
      writeFileSync(lock, `${process.pid} ${startOf(process.pid)}`, { flag: 'wx' })
      break
    } catch {
      if (!isHeld(lock)) rmSync(lock, { force: true })
      else if (waitedMs % 15_000 === 0) doing('n8n: another launcher is installing it, waiting')
      await sleep(1_000)
    }
  }
  try {
    await work()
  } finally {
    rmSync(lock, { force: true })
  }
}

export const installN8n = async (): Promise<void> => {
  if (isN8nInstalled()) return
  mkdirSync(cacheFolder, { recursive: true })
  await withInstallLock(async () => {
    if (isN8nInstalled()) return
    mkdirSync(n8nFolder(), { recursive: true })
    for (const file of ['package.json', 'package-lock.json']) copyFileSync(manifest(file), join(n8nFolder(), file))
    const flags = ['--omit=dev', '--legacy-peer-deps', '--no-audit', '--no-fund', '--loglevel=error']
    await timed(
      'n8n: installing its packages (2 to 4 minutes, once per machine)',
      () => run('npm', ['ci', ...flags], { cwd: n8nFolder() }),
      () => `${installedPackages()} package folders so far`,
    )
    writeFileSync(marker(), new Date().toISOString())
  })
}
