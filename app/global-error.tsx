'use client'

import './globals.css'

/** The last net: nothing of the application can be trusted here, so it is plain. */
export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <main className="mx-auto grid min-h-dvh max-w-md content-center gap-3 p-6">
          <h1 className="font-semibold text-xl">This page could not be shown</h1>
          <p className="text-muted-foreground text-sm">
            Something failed that we did not foresee. Your campaigns go on as they were; nothing was changed by this.
          </p>
          {error.digest && <p className="font-mono text-muted-foreground text-xs">Reference {error.digest}</p>}
          <button
            type="button"
            className="h-9 rounded-md bg-primary font-medium text-primary-foreground text-sm"
            onClick={reset}
          >
            Reload
          </button>
        </main>
      </body>
    </html>
  )
}
