import type { Metadata } from 'next'
import Link from 'next/link'

export const metadata: Metadata = { title: 'Not found' }

export default function NotFound() {
  return (
    <main className="dot-pattern grid min-h-dvh content-center justify-items-center gap-2 p-6 text-center">
      <h1 className="font-semibold text-xl">There is nothing here</h1>
      <p className="max-w-[44ch] text-muted-foreground text-sm">
        It may have been deleted, or you may not have access to it.
      </p>
      <Link href="/campaigns" className="mt-2 font-medium text-primary text-sm underline-offset-4 hover:underline">
        Go to campaigns
      </Link>
    </main>
  )
}
