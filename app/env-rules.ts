export type Problem = { name: string; reason: string }
export type Given = Record<string, string | undefined>

const CLERK = ['CLERK_JWT_KEY', 'CLERK_AUTHORIZED_PARTIES', 'CLERK_WEBHOOK_SECRET', 'NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY']
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]'])

const isLoopback = (given: Given): boolean => LOOPBACK.has(URL.parse(given.APP_ORIGIN ?? '')?.hostname ?? '')
const isProduction = (given: Given): boolean => given.NODE_ENV === 'production'
const missing = (given: Given, names: string[], reason: string): Problem[] =>
  names.filter((name) => given[name] === undefined).map((name) => ({ name, reason }))

/** Clerk whole, or the local sign-in where it is allowed: in production only when asked for, and only on loopback. */
export function signInProblems(given: Given): Problem[] {
  if (CLERK.some((name) => given[name] !== undefined))
    return missing(given, CLERK, 'is missing: Clerk needs all of its variables')
  if (isProduction(given) && !(given.ALLOW_LOCAL_SIGN_IN === 'loopback' && isLoopback(given))) {
    return missing(
      given,
      CLERK,
      'is missing: the local sign-in is for ALLOW_LOCAL_SIGN_IN=loopback with a loopback APP_ORIGIN',
    )
  }
  return missing(given, ['LOCAL_SIGN_IN_PRIVATE_KEY'], 'is missing: set it, or the Clerk variables')
}

/** What is harmless on one's own machine and is not on the internet. */
export function exposureProblems(given: Given): Problem[] {
  if (isLoopback(given)) return []
  const problems: Problem[] = []
  if (Number(given.RATE_LIMIT_FACTOR ?? 1) > 1)
    problems.push({ name: 'RATE_LIMIT_FACTOR', reason: 'may exceed 1 on loopback only' })
  if (given.SHOW_DEMO_USERS !== undefined)
    problems.push({ name: 'SHOW_DEMO_USERS', reason: 'is for a loopback APP_ORIGIN only' })
  if (given.DEMO_USERS !== undefined) problems.push({ name: 'DEMO_USERS', reason: 'is for a loopback APP_ORIGIN only' })
  if (!isProduction(given)) return problems
  if (given.APP_ORIGIN && !given.APP_ORIGIN.startsWith('https:')) {
    problems.push({ name: 'APP_ORIGIN', reason: 'must be https in production' })
  }
  const why =
    "is missing: the header in which the platform's own hop gives the client's address, x-vercel-forwarded-for on Vercel"
  return [...problems, ...missing(given, ['TRUSTED_IP_HEADER'], why)]
}
