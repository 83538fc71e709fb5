/** The parameters that a link of ours takes from the address it stands in. */
const KEPT_PARAMS = ['workspace', 'start', 'end', 'campaign'] as const

/** A path of ours with what the present address is about. What the path says itself wins; `campaign=` says none. */
export function keepParams(href: string, present: { get: (name: string) => string | null }): string {
  const [place = '/', query = ''] = href.split('?')
  const params = new URLSearchParams(query)
  for (const name of KEPT_PARAMS) {
    const value = present.get(name)
    if (value && !params.has(name)) params.set(name, value)
    if (params.get(name) === '') params.delete(name)
  }
  return params.size > 0 ? `${place}?${params}` : place
}
