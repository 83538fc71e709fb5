import fc from 'fast-check'

/** What people and machines send that no one thought of. Strings are given as JavaScript, senders encode them. */
const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)

export const nastyString: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    ...['', ' ', '\u0000', 'a\u0000b', '\ud800', '\udfff\ud800', '\ufeff', '\u202e', '\r\n', '🧨', 'ﬀ', 'İ'],
    ...['__proto__', 'constructor', 'toString', 'null', 'undefined', 'NaN', 'true', '-1', '0', '1e999', '9'.repeat(40)],
    ...["'; drop table campaigns; --", "' or '1'='1", '$1', '%', '_', '\\', '%00', '{{7*7}}', '<script>x'],
    ...['../../etc/passwd', 'file:///etc/passwd', '0000-01-01T00:00:00.000Z', '2026-02-31', '+275760-09-13T00:00:00Z'],
    ...['x'.repeat(101), 'x'.repeat(10_000), 'é'.repeat(5_000)],
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
)

/** Tried in every field of every body, whatever the dice say. */
export const EDGES: unknown[] = [
  ...[null, true, [], {}, '', '\u0000', 'a\u0000', '\ud800', 'x'.repeat(10_000), '0000-01-01T00:00:00.000Z'],
  ...[-1, 0, 0.5, 2 ** 31, -(2 ** 31) - 1, Number.MAX_SAFE_INTEGER, 2 ** 63, 1e308],
]

export const nastyValue: fc.Arbitrary<unknown> = fc.oneof(
  nastyString,
  fc.constantFrom(null, true, 0, -1, 0.5, -0, 2 ** 31, 2 ** 53, 2 ** 63, 1e308, -1e308, 5e-324),
  fc.constantFrom([], {}, [[]], [null], { toString: 1 }, { length: -1 }, Array(600).fill('x')),
  fc.jsonValue({ maxDepth: 4 }),
)

const own = (key: string, value: unknown) => Object.defineProperty({}, key, { value, enumerable: true })
const MARK = 'KEY_TO_REPLACE'

/** A body near the valid one, or nothing like it: as the text that is sent. */
export function nastyBody(valid: unknown, known: string[]): fc.Arbitrary<string> {
  const fields = valid !== null && typeof valid === 'object' ? Object.entries(valid) : []
  const keys = [...new Set([...fields.map(([key]) => key), ...known])]
  const replaced = keys.length
    ? [
        fc
          .tuple(fc.constantFrom(...keys), nastyValue)
          .map(([key, value]) => JSON.stringify(Object.fromEntries([...fields, [key, value]]))),
        fc
          .constantFrom(...keys)
          .map((gone) => JSON.stringify(Object.fromEntries(fields.filter(([key]) => key !== gone)))),
        fc.constantFrom(...keys).map((key) => `{"${key}":1,${JSON.stringify(valid).slice(1)}`),
      ]
    : []
  return fc.oneof(
    ...replaced,
    fc
      .tuple(nastyString, nastyValue)
      .map(([key, value]) => JSON.stringify({ ...Object.fromEntries(fields), ...own(key, value) })),
    fc
      .constantFrom('__proto__', 'constructor', 'workspace_id', 'id', 'role')
      .map((key) => JSON.stringify({ [MARK]: { admin: true }, ...Object.fromEntries(fields) }).replace(MARK, key)),
    nastyValue.map((value) => JSON.stringify(value) ?? ''),
    fc.constantFrom(
      '{',
      '{"a":',
      '[1,',
      'NaN',
      "{'a':1}",
      '{"a":1}}',
      '\u0000',
      '\ufeff{}',
      '"\\ud800"',
      '{"name":"\\u0000"}',
    ),
    fc.constantFrom(deep(500), deep(20_000), `{"a":${deep(5_000)}}`, `{"n":${'9'.repeat(5_000)}}`),
    fc.string({ maxLength: 60 }).filter((text) => text !== ''),
  )
}

/** Header values that HTTP itself allows: visible and high Latin-1, tabs and spaces inside. */
const headerValue = fc.oneof(
  fc.constantFrom('', ' ', 'a b', '\u00e9\u00ff', '0', 'null', "'--", '"', ',', ';', '../..', '{}', '*', '-1', '%00'),
  fc.constantFrom('x'.repeat(256), 'x'.repeat(4_000), '00000000-0000-0000-0000-000000000000', 'not-a-uuid'),
  fc.string({
    unit: fc
      .integer({ min: 0x21, max: 0xff })
      .filter((code) => code !== 0x7f && !(code > 0x7f && code < 0xa0))
      .map((code) => String.fromCharCode(code)),
    maxLength: 30,
  }),
)
const HEADERS = [
  ...[
    'Idempotency-Key',
    'X-Idempotency-Key',
    'X-Workspace-Id',
    'Content-Type',
    'X-Request-Id',
    'Authorization',
    'Cookie',
  ],
  ...[
    'Accept',
    'Origin',
    'Referer',
    'User-Agent',
    'If-None-Match',
    'If-Match',
    'Range',
    'Last-Event-ID',
    'Content-Encoding',
  ],
  ...['X-Forwarded-For', 'X-Forwarded-Host', 'X-Forwarded-Proto', 'X-HTTP-Method-Override', 'X-Impersonation-Id'],
  ...['webhook-id', 'webhook-timestamp', 'webhook-signature', 'webhook-key-id', 'x-n8n-signature', 'svix-id'],
  ...['RSC', 'Next-Action', 'Next-Router-State-Tree', 'x-middleware-prefetch', 'x-nextjs-data', 'x-invoke-path'],
] as const

export const nastyHeaders: fc.Arbitrary<Record<string, string>> = fc.dictionary(
  fc.constantFrom(...HEADERS),
  headerValue,
  {
    minKeys: 1,
    maxKeys: 3,
  },
)

const encode = (text: string) => encodeURIComponent(text.toWellFormed())

const QUERIES = [
  'limit',
  'cursor',
  'sort_by',
  'sort_dir',
  'status',
  'n8n_status',
  'search',
  'workspace_id',
  '__proto__',
  'id',
]
const queryKey = fc.oneof(fc.constantFrom(...QUERIES), nastyString.map(encode))
const queryValue = fc.oneof(nastyString.map(encode), fc.constantFrom('%zz', '%', '%c0%80', '%00', '[]', '1', '%F0%9F'))
export const nastyQuery = (known: string[]): fc.Arbitrary<string> =>
  fc
    .array(fc.tuple(fc.oneof(queryKey, ...(known.length ? [fc.constantFrom(...known)] : [])), queryValue), {
      minLength: 1,
      maxLength: 3,
    })
    .map((pairs) => `?${pairs.map(([key, value]) => `${key}=${value}`).join('&')}`)
    .filter((query) => query.length < 12_000)

/** One path segment; '.' and '..' would only name another path. */
export const nastySegment: fc.Arbitrary<string> = fc
  .oneof(
    nastyString.map(encode),
    fc.constantFrom('%zz', '%', '%c0%80', '%00', '%2f', '%2e%2e%2f', '%5c', ';a=1', '%u0041'),
  )
  .filter((segment) => segment !== '' && segment.length < 12_000 && !/^(\.|%2e)+$/i.test(segment))
