import type { NextConfig } from 'next'
import { redirectsToCanonicalRoutes } from './lib/api/aliases'

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  serverExternalPackages: ['@node-rs/argon2', 'pino', 'postgres', 'ioredis', 'undici'],
  rewrites: async () => redirectsToCanonicalRoutes,
}

export default config
