/** Pages that can be gone to by name. A page is listed once it exists. */
export const PAGES = [
  { href: '/', title: 'Overview' },
  { href: '/analytics', title: 'Analytics' },
  { href: '/campaigns', title: 'Campaigns' },
  { href: '/events', title: 'Events' },
] as const
