import { GeistMono } from 'geist/font/mono'
import { GeistSans } from 'geist/font/sans'
import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import { ThemeProvider } from 'next-themes'
import type { ReactNode } from 'react'
import { webConfig } from '@/lib/runtime'
import './globals.css'

export const metadata: Metadata = { title: { default: 'Sovereign', template: '%s - Sovereign' } }
export const viewport: Viewport = { width: 'device-width', initialScale: 1, viewportFit: 'cover' }

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get('x-nonce') ?? ''
  return (
    <html lang="en" className={`${GeistSans.variable} ${GeistMono.variable}`} suppressHydrationWarning>
      <body className="font-sans antialiased">
        <ThemeProvider
          attribute="class"
          storageKey="dashboard-theme"
          nonce={nonce}
          enableSystem
          disableTransitionOnChange
        >
          <SignInProvider nonce={nonce}>{children}</SignInProvider>
        </ThemeProvider>
      </body>
    </html>
  )
}

/** Clerk's code reaches the browser only where Clerk signs people in. */
async function SignInProvider({ nonce, children }: { nonce: string; children: ReactNode }) {
  if (webConfig().signIn.kind !== 'clerk') return children
  const { ClerkProvider } = await import('@clerk/nextjs')
  return (
    <ClerkProvider nonce={nonce} signInUrl="/sign-in">
      {children}
    </ClerkProvider>
  )
}
