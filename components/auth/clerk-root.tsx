'use client'

import { lazy, type ReactNode, Suspense } from 'react'

// A static import would put Clerk into every page's first load, also where nobody uses it.
const ClerkProvider = lazy(() => import('@clerk/nextjs').then((module) => ({ default: module.ClerkProvider })))
const SignIn = lazy(() => import('@clerk/nextjs').then((module) => ({ default: module.SignIn })))

/** Keeps Clerk's session alive on every page of a deployment that signs people in with it. */
export function ClerkRoot({ nonce, children }: { nonce: string; children: ReactNode }) {
  return (
    <Suspense>
      <ClerkProvider nonce={nonce} signInUrl="/sign-in">
        {children}
      </ClerkProvider>
    </Suspense>
  )
}

export function ClerkSignIn({ returnTo }: { returnTo: string }) {
  return <SignIn routing="hash" forceRedirectUrl={returnTo} />
}
