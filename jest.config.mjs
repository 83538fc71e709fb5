const esm = [
  'jose',
  'kysely',
  'kysely-postgres-js',
  'cockatiel',
  '@supabase',
  'fast-check',
  'pure-rand',
  'standardwebhooks',
  'svix',
  'p-map',
  'undici',
  'postgres',
]
const base = {
  testEnvironment: 'node',
  transform: {
    '^.+\\.m?[tj]sx?$': ['@swc/jest', { jsc: { target: 'es2023', parser: { syntax: 'typescript', tsx: true } } }],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esm.join('|')})/)`],
  moduleNameMapper: { '^@/(.*)$': '<rootDir>/$1' },
}
const project = (name, extra = {}) => ({
  ...base,
  displayName: name,
  testMatch: [`<rootDir>/__tests__/${name}/**/*.test.ts`],
  ...extra,
})

export default {
  projects: [project('unit'), project('integration'), project('security')],
  maxWorkers: 2,
}
