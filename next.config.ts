import type { NextConfig } from 'next'
import { rewritesToCanonicalRoutes } from './lib/api/aliases'

const config: NextConfig = {
  distDir: process.env.NEXT_DIST_DIR ?? '.next',
  poweredByHeader: false,
  reactStrictMode: true,
  serverExternalPackages: ['@node-rs/argon2', 'pino', 'postgres', 'ioredis', 'undici'],
  rewrites: async () => rewritesToCanonicalRoutes,
}

export default config
