import type { Metadata } from 'next'
import { type Search, workspaceOfPage } from '../signed-in'
import { EventsClient } from './events-client'

type Props = { searchParams: Promise<Search> }

const PATH = '/events'

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const found = await workspaceOfPage(PATH, await searchParams)
  return { title: { absolute: `Events - ${found?.workspace.name ?? 'Sovereign'}` } }
}

export default async function EventsPage({ searchParams }: Props) {
  const found = await workspaceOfPage(PATH, await searchParams)
  return found && <EventsClient />
}
