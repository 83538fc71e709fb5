const kept = ['PATH', 'HOME', 'USER', 'LANG', 'LC_ALL', 'TMPDIR', 'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY']

/** What a third-party process may know of our environment: no key of the person who starts the stack. */
export const systemEnv = (): NodeJS.ProcessEnv => {
  const env: Record<string, string> = { NODE_ENV: 'production', TZ: 'UTC' }
  for (const name of kept) {
    const value = process.env[name]
    if (value) env[name] = value
  }
  return { ...env, NODE_ENV: 'production' }
}
