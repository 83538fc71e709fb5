import type { Metadata } from 'next'
import { createLoader } from 'nuqs/server'
import { type Search, workspaceOfPage } from '../signed-in'
import { AnalyticsClient } from './analytics-client'
import { readMetrics } from './read-metrics'
import { analyticsSearchParams } from './search-params'

type Props = { searchParams: Promise<Search> }

const loadFilters = createLoader(analyticsSearchParams)
const PATH = '/analytics'

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const found = await workspaceOfPage(PATH, await searchParams)
  return { title: { absolute: `Analytics - ${found?.workspace.name ?? 'Sovereign'}` } }
}

export default async function AnalyticsPage({ searchParams }: Props) {
  const search = await searchParams
  const found = await workspaceOfPage(PATH, search)
  if (!found) return null
  return <AnalyticsClient given={await readMetrics(found, search, loadFilters(search))} />
}
