import type { Metadata } from 'next'
import { type Search, workspaceOfPage } from '../signed-in'
import { AnalyticsClient } from './analytics-client'

type Props = { searchParams: Promise<Search> }

const PATH = '/analytics'

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const found = await workspaceOfPage(PATH, await searchParams)
  return { title: { absolute: `Analytics - ${found?.workspace.name ?? 'Sovereign'}` } }
}

export default async function AnalyticsPage({ searchParams }: Props) {
  const found = await workspaceOfPage(PATH, await searchParams)
  return found && <AnalyticsClient />
}
