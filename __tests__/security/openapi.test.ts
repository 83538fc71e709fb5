import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describeApi } from '@/lib/api/openapi'
import { listRoutes } from '../helpers/routes'

const file = join(process.cwd(), 'docs', 'openapi.json')

/** Built from what guards the routes, so it cannot say anything else. `WRITE_OPENAPI=1` writes it anew. */
test('docs/openapi.json is what the routes on disk are guarded by', async () => {
  const described = (await listRoutes()).flatMap(({ options, ...route }) => (options ? [{ ...route, options }] : []))
  const text = `${JSON.stringify(describeApi(described), null, 2)}\n`
  if (process.env.WRITE_OPENAPI) writeFileSync(file, text)
  expect(text).toBe(readFileSync(file, 'utf8'))
  const { paths } = JSON.parse(text) as { paths: Record<string, Record<string, { operationId: string }>> }
  const ids = Object.values(paths).flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId))
  expect(new Set(ids).size).toBe(ids.length)
  expect(Object.keys(paths).filter((path) => /webhooks|cron/.test(path))).toEqual([])
})
