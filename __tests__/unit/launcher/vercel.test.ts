import { readFileSync } from 'node:fs'
import { CRONS } from '@/lib/jobs/run-cron'

test("vercel.json's crons are exactly those the cron route serves", () => {
  const { crons } = JSON.parse(readFileSync('vercel.json', 'utf8'))
  const served = Object.entries(CRONS).map(([name, { schedule }]) => ({ path: `/api/cron/${name}`, schedule }))
  expect(crons).toEqual(served)
})
