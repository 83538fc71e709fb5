/** The path of a request's address, which is always a whole one; parsing it would take ten times as long. */
export function pathOf({ url }: Pick<Request, 'url'>): string {
  const from = url.indexOf('/', url.indexOf('://') + 3)
  const to = url.indexOf('?', from)
  return to < 0 ? url.slice(from) : url.slice(from, to)
}
