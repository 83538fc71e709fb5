import { type Browser, chromium } from '@playwright/test'
import { findChromium, installChromium } from '@/local/install/chromium'

/** A real browser; where there is none yet, it is installed first. Close it. */
export async function launchBrowser(): Promise<Browser> {
  await installChromium()
  return chromium.launch({
    executablePath: findChromium() ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  })
}
