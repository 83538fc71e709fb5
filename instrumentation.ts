import type { Instrumentation } from 'next'

/** Runs once when the web process starts, before any request. A wrong environment ends the process. */
export async function register(): Promise<void> {
  // biome-ignore lint/style/noProcessEnv: not a setting; the bundler folds it away to keep Node's modules out of the edge build
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const [{ readEnv, readPolicyEnv }, { startRuntime }, { answerBeforeNext }, { n8nRoute }] = await Promise.all([
    import('./app/env'),
    import('./lib/runtime'),
    import('./lib/api/node-server'),
    import('./lib/webhooks/n8n-route'),
  ])
  startRuntime(readEnv())
  // What n8n posts to thousands of times a minute; a changed handler is seen by `next dev` only through Next.
  const doors = { '/api/events': n8nRoute('events'), '/api/cost-events': n8nRoute('cost-events') }
  answerBeforeNext(readPolicyEnv().isDev ? {} : { ...doors, '/api/webhooks/n8n': n8nRoute('callbacks') })
}

/** What no route caught: pages and rendering. Never headers or bodies. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  // biome-ignore lint/style/noProcessEnv: as above
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { runtime } = await import('./lib/runtime')
  runtime().log.error(
    { err: error, method: request.method, path: request.path.split('?')[0], route: context.routePath },
    'render_failed',
  )
}
