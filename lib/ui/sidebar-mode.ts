export const SIDEBAR_MODES = ['expanded', 'compact', 'auto'] as const
export type SidebarMode = (typeof SIDEBAR_MODES)[number]

export const readSidebarMode = (stored: string | undefined): SidebarMode =>
  SIDEBAR_MODES.find((mode) => mode === stored) ?? 'expanded'

export const nextSidebarMode = (mode: SidebarMode): SidebarMode =>
  SIDEBAR_MODES[(SIDEBAR_MODES.indexOf(mode) + 1) % SIDEBAR_MODES.length] ?? 'expanded'
