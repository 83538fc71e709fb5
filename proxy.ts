import { type NextRequest, NextResponse } from 'next/server'
import { readPolicyEnv } from '@/app/env'
import { failure } from '@/lib/api/envelope'
import { AppError } from '@/lib/api/errors'
import { clerkHostOf, pagePolicy } from '@/lib/auth/browser-safety'
import { CLERK_COOKIE, LOOPBACK_COOKIE, SECURE_COOKIE } from '@/lib/auth/cookie-names'

const SESSION_COOKIES = [SECURE_COOKIE, LOOPBACK_COOKIE, CLERK_COOKIE]
const { isDev, clerkPublishableKey } = readPolicyEnv()
const clerkHost = clerkHostOf(clerkPublishableKey)

/** `%zz` or `%c0%80`: Next would answer 500 to an address that cannot be decoded. */
function isDecodable(pathname: string): boolean {
  try {
    decodeURIComponent(pathname)
    return true
  } catch {
    return false
  }
}

/**
 * Sends a browser without any session cookie to sign in, and gives each page its policy. It never authorises. Of the API
 * it sees only what Next itself would answer wrongly.
 */
export function proxy(request: NextRequest): Response {
  const { pathname, search } = request.nextUrl
  if (!isDecodable(pathname)) return failure(new AppError('NOT_FOUND'), crypto.randomUUID())
  const headers = new Headers(request.headers)
  for (const name of [...headers.keys()]) if (name.startsWith('x-middleware-')) headers.delete(name)
  if (pathname.startsWith('/api/')) return NextResponse.next({ request: { headers } })
  const isSignedOut = !SESSION_COOKIES.some((name) => request.cookies.has(name))
  if (isSignedOut && !pathname.startsWith('/sign-in')) {
    const signIn = new URL('/sign-in', request.url)
    signIn.searchParams.set('return_to', `${pathname}${search}`)
    return NextResponse.redirect(signIn)
  }
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64')
  const policy = pagePolicy({ nonce, isDev, clerkHost })
  headers.set('x-nonce', nonce)
  // Next puts the nonce that it finds here on its own scripts.
  headers.set('Content-Security-Policy', policy)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('Content-Security-Policy', policy)
  return response
}

export const config = {
  matcher: [
    // Routes under /api answer for themselves; assets are the same for everyone.
    '/((?!api/|_next/|.*\\.(?:svg|png|ico|txt|webmanifest)$).*)',
    '/api/:path(.*%.*)',
    // With this header Next would answer 200 and {} in the route's place.
    { source: '/api/:path*', has: [{ type: 'header', key: 'x-middleware-prefetch' }] },
  ],
}
