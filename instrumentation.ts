import type { Instrumentation } from 'next'

/** Runs once when the web process starts, before any request. */
export async function register(): Promise<void> {
  const [{ readEnv }, { startRuntime }] = await Promise.all([import('./app/env'), import('./lib/runtime')])
  startRuntime(readEnv())
}

/** What no route caught: pages and rendering. Never headers or bodies. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  const { runtime } = await import('./lib/runtime')
  runtime().log.error(
    { err: error, method: request.method, path: request.path.split('?')[0], route: context.routePath },
    'render_failed',
  )
}
