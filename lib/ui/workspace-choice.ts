export const WORKSPACE_COOKIE = 'sovereign_workspace'
export const SIDEBAR_COOKIE = 'sovereign_sidebar'

/** The workspace a page is about: asked for in the address, else used last, else the first. Null when there is none. */
export function chooseWorkspace<W extends { slug: string }>(
  workspaces: readonly W[],
  asked: string | null | undefined,
  last: string | null | undefined,
): W | null {
  const bySlug = (slug: string | null | undefined) => workspaces.find((workspace) => workspace.slug === slug)
  return bySlug(asked) ?? bySlug(last) ?? workspaces[0] ?? null
}
