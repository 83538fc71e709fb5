/** A path of ours that stays in the workspace the address names; anything that is not such a path leads home. */
export function linkInWorkspace(path: string, slug: string | null): string {
  if (!path.startsWith('/') || path.startsWith('//') || path.includes('\\')) return '/'
  if (!slug) return path
  const [place = '/', query = ''] = path.split('?')
  const params = new URLSearchParams(query)
  params.set('workspace', slug)
  return `${place}?${params}`
}
