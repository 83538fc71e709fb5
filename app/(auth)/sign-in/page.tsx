import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { ClerkSignIn } from '@/components/auth/clerk-root'
import { Mark } from '@/components/layout/wordmark'
import { getSession } from '@/lib/auth/session'
import { type DemoUser, webConfig } from '@/lib/runtime'
import { safeReturnTo } from '@/lib/ui/return-to'
import { SignInClient } from './sign-in-client'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export const metadata: Metadata = { title: 'Sign in' }

export default async function SignInPage({ searchParams }: Props) {
  const { return_to: asked } = await searchParams
  const returnTo = safeReturnTo(typeof asked === 'string' ? asked : null)
  if (await getSession()) redirect(returnTo)
  return (
    <main className="dot-pattern grid min-h-dvh content-center justify-items-center gap-6 p-4">
      <div className="flex items-center gap-2 font-semibold text-lg tracking-tight">
        <Mark className="size-6" />
        Sovereign
      </div>
      <SignIn returnTo={returnTo} />
    </main>
  )
}

function SignIn({ returnTo }: { returnTo: string }) {
  const { signIn } = webConfig()
  if (signIn.kind === 'clerk') return <ClerkSignIn returnTo={returnTo} />
  const demoUsers: DemoUser[] = signIn.showDemoUsers ? (signIn.demoUsers ?? []) : []
  return <SignInClient returnTo={returnTo} demoUsers={demoUsers} />
}
