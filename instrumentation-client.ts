/**
 * Runs before the application does: Zod tries to compile its schemas, which the page's policy rightly refuses and
 * reports. Set where Zod reads it, because importing Zod here would put it into every page's first load.
 */
const registry = globalThis as typeof globalThis & { __zod_globalConfig?: { jitless: boolean } }
registry.__zod_globalConfig = { jitless: true }

export {}
