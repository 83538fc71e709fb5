import { GeistMono } from 'geist/font/mono'
import { GeistSans } from 'geist/font/sans'
import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import { ThemeProvider } from 'next-themes'
import type { ReactNode } from 'react'
import { ClerkRoot } from '@/components/auth/clerk-root'
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
          {webConfig().signIn.kind === 'clerk' ? <ClerkRoot nonce={nonce}>{children}</ClerkRoot> : children}
        </ThemeProvider>
      </body>
    </html>
  )
}
