import { config } from 'zod/v4/core'

// Runs before the application does: Zod tries to compile its schemas, which the page's policy rightly refuses and reports.
config({ jitless: true })
