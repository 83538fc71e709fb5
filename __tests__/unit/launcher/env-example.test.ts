import { readFileSync } from 'node:fs'

const named = (text: string, pattern: RegExp) => [
  ...new Set(Array.from(text.matchAll(pattern), ([, name = '']) => name)),
]

test.each(['app/env.ts', 'control-plane/src/env.ts'])('.env.example names every variable that %s reads', (file) => {
  const documented = named(readFileSync('.env.example', 'utf8'), /^(?:# )?([A-Z][A-Z0-9_]+)=/gm)
  const read = named(readFileSync(file, 'utf8'), /^ {2}([A-Z][A-Z0-9_]+):/gm).filter((name) => name !== 'NODE_ENV')
  expect(read.length).toBeGreaterThan(5)
  expect(read.filter((name) => !documented.includes(name))).toEqual([])
})
