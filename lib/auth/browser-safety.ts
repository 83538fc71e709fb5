/** Headers of every answer (spec 02 §13); the Content-Security-Policy of a page is its own, with a nonce. */
export const SECURITY_HEADERS = [
  { key: 'Strict-Transport-Security', value: 'max-age=63072000; includeSubDomains; preload' },
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  {
    key: 'Permissions-Policy',
    value:
      'accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()',
  },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
]

/** An API answer is data: nothing in it may load or run. */
export const API_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'"

type PagePolicy = { nonce: string; isDev: boolean; clerkHost: string | null }

/**
 * The policy of one page. Scripts run by nonce alone. Styles may be inline: toasts and scroll locks write style elements as
 * they open, and React's style attributes have no nonce.
 */
export function pagePolicy({ nonce, isDev, clerkHost }: PagePolicy): string {
  const clerk = clerkHost ? [`https://${clerkHost}`] : []
  const directives: Record<string, string[]> = {
    'default-src': ["'self'"],
    'script-src': [`'nonce-${nonce}'`, "'strict-dynamic'", ...(isDev ? ["'unsafe-eval'"] : [])],
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'data:', ...(clerkHost ? ['https://img.clerk.com'] : [])],
    'font-src': ["'self'"],
    'connect-src': ["'self'", ...clerk],
    'worker-src': ["'self'", ...(clerkHost ? ['blob:'] : [])],
    'frame-src': clerkHost ? ['https://challenges.cloudflare.com'] : ["'none'"],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'frame-ancestors': ["'none'"],
    'form-action': ["'self'"],
  }
  return Object.entries(directives)
    .map(([name, values]) => `${name} ${values.join(' ')}`)
    .join('; ')
}

/** The host of Clerk's browser API, which a publishable key carries in base64; null without one. */
export function clerkHostOf(publishableKey: string | null): string | null {
  const encoded = publishableKey?.split('_')[2]
  return encoded ? atob(encoded).replace(/\$$/, '') : null
}
