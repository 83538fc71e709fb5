'use client'

import dynamic from 'next/dynamic'
import type { ReactNode } from 'react'

// A static import would put Clerk into every page's first load, also where nobody uses it.
const ClerkProvider = dynamic(() => import('@clerk/nextjs').then((module) => module.ClerkProvider))
const SignIn = dynamic(() => import('@clerk/nextjs').then((module) => module.SignIn))

/** Keeps Clerk's session alive on every page of a deployment that signs people in with it. */
export function ClerkRoot({ nonce, children }: { nonce: string; children: ReactNode }) {
  return (
    <ClerkProvider nonce={nonce} signInUrl="/sign-in">
      {children}
    </ClerkProvider>
  )
}

export const ClerkSignIn = ({ returnTo }: { returnTo: string }) => <SignIn routing="hash" forceRedirectUrl={returnTo} />
