import { readFileSync } from 'node:fs'
import { CATALOG } from '@/lib/jobs/catalog'
import { CRONS } from '@/lib/jobs/run-cron'

it('Vercel rings exactly the crons that the application answers, at the same hours', () => {
  const { crons } = JSON.parse(readFileSync('vercel.json', 'utf8')) as { crons: { path: string; schedule: string }[] }
  expect(Object.fromEntries(crons.map(({ path, schedule }) => [path.replace('/api/cron/', ''), schedule]))).toEqual(
    Object.fromEntries(Object.entries(CRONS).map(([name, { schedule }]) => [name, schedule])),
  )
})

it('every cron names jobs of the catalogue', () => {
  for (const { jobs } of Object.values(CRONS)) for (const job of jobs) expect(CATALOG).toHaveProperty([job])
})
