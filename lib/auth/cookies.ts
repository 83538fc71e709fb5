import { webConfig } from '@/lib/runtime'
import { LOOPBACK_COOKIE, SECURE_COOKIE } from './cookie-names'

const isSecure = (): boolean => webConfig().origin.startsWith('https:')
const nameHere = (): string => (isSecure() ? SECURE_COOKIE : LOOPBACK_COOKIE)

/** One cookie of a Cookie header, or null. */
export function readCookie(headers: Headers, name: string): string | null {
  for (const pair of headers.get('cookie')?.split(';') ?? []) {
    const at = pair.indexOf('=')
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim() || null
  }
  return null
}

export const readSessionCookie = (headers: Headers): string | null => readCookie(headers, nameHere())

const write = (value: string, maxAgeSeconds: number): string =>
  `${nameHere()}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${maxAgeSeconds}${isSecure() ? '; Secure' : ''}`

/** `Set-Cookie` for a signed-in browser, until the session itself ends. */
export const sessionCookie = (token: string, endsAt: Date): string =>
  write(token, Math.max(0, Math.floor((endsAt.getTime() - Date.now()) / 1000)))

export const clearedSessionCookie = (): string => write('', 0)
