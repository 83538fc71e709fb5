/** Where to go after signing in: a path of this application, never another site, else `/`. */
export function safeReturnTo(asked: string | null | undefined): string {
  if (!asked?.startsWith('/')) return '/'
  const base = 'http://app.invalid'
  const url = URL.parse(asked, base)
  return url?.origin === base && !url.pathname.startsWith('//') ? `${url.pathname}${url.search}${url.hash}` : '/'
}
