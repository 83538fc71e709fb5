/** The local session cookie's two names: `__Host-` needs https, which plain loopback has not (ARCHITECTURE §8). */
export const SECURE_COOKIE = '__Host-session'
export const LOOPBACK_COOKIE = 'sovereign_session'
export const CLERK_COOKIE = '__session'
