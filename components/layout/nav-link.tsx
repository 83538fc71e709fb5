'use client'

import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import type { ComponentProps } from 'react'
import { keepParams } from '@/lib/ui/keep-params'

/** A link that stays with what the address is about: workspace, days, campaign. What `href` says itself wins. */
export function NavLink({ href, ...props }: Omit<ComponentProps<typeof Link>, 'href'> & { href: string }) {
  return <Link href={keepParams(href, useSearchParams())} {...props} />
}
