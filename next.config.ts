import type { NextConfig } from 'next'
import { headersOfOlderPaths, rewritesToCanonicalRoutes } from './lib/api/aliases'
import { API_POLICY, SECURITY_HEADERS } from './lib/auth/browser-safety'

const config: NextConfig = {
  distDir: process.env.NEXT_DIST_DIR ?? '.next',
  // The launcher's build leaves the types to `./sovereign test checks`; a deployment's build checks them.
  typescript: { ignoreBuildErrors: process.env.SKIP_TYPE_CHECK === '1' },
  poweredByHeader: false,
  reactStrictMode: true,
  serverExternalPackages: ['@node-rs/argon2', 'pino', 'postgres', 'ioredis', 'undici'],
  // Browsers ask for it whatever the page says.
  rewrites: async () => [...rewritesToCanonicalRoutes, { source: '/favicon.ico', destination: '/icon.svg' }],
  headers: async () => [
    { source: '/:path*', headers: SECURITY_HEADERS },
    { source: '/api/:path*', headers: [{ key: 'Content-Security-Policy', value: API_POLICY }] },
    ...headersOfOlderPaths,
  ],
}

export default config
