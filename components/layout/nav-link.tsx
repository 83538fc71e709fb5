'use client'

import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import type { ComponentProps } from 'react'

/** A link that stays in the workspace the address names. */
export function NavLink({ href, ...props }: Omit<ComponentProps<typeof Link>, 'href'> & { href: string }) {
  const workspace = useSearchParams().get('workspace')
  return <Link href={workspace ? `${href}?workspace=${encodeURIComponent(workspace)}` : href} {...props} />
}
