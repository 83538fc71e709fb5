import { redirect } from 'next/navigation'
import type { Search } from './signed-in'

type Props = { searchParams: Promise<Search> }

export default async function HomePage({ searchParams }: Props) {
  const { workspace } = await searchParams
  redirect(typeof workspace === 'string' ? `/campaigns?workspace=${encodeURIComponent(workspace)}` : '/campaigns')
}
