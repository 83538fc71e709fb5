import { findProgram, installSystemPackage } from './system-package'

/** The browser of the e2e tests and of the benchmarks: SOVEREIGN_CHROMIUM, or the system's Chromium. */
export const findChromium = (): string | null => process.env.SOVEREIGN_CHROMIUM ?? findProgram('chromium')

export const installChromium = async (): Promise<void> => {
  if (!findChromium()) await installSystemPackage('chromium', 'tests and benchmarks drive it')
}
