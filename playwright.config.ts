import { defineConfig } from '@playwright/test'
import { findState } from './local/state'

export default defineConfig({
  testDir: 'e2e',
  // A journey that passes only on a second try is a defect, so nothing is retried.
  retries: 0,
  forbidOnly: true,
  workers: 1,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: {
    baseURL: findState()?.web_url ?? 'http://127.0.0.1:3000',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.SOVEREIGN_CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--disable-quic',
        '--no-first-run',
      ],
    },
  },
})
