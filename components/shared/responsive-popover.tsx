'use client'

import type { ReactElement, ReactNode } from 'react'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import { Sheet, SheetContent, SheetHeader, SheetTrigger } from '@/components/ui/sheet'
import { useIsNarrow } from '@/hooks/use-is-narrow'

/** A popover at its trigger; below md a sheet from the bottom. */
export function ResponsivePopover({
  title,
  trigger,
  isOpen,
  onOpenChange,
  align = 'end',
  className,
  children,
}: {
  title: string
  trigger: ReactElement
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  align?: 'start' | 'end'
  className?: string
  children: ReactNode
}) {
  if (useIsNarrow()) {
    return (
      <Sheet open={isOpen} onOpenChange={onOpenChange}>
        <SheetTrigger asChild>{trigger}</SheetTrigger>
        <SheetContent aria-describedby={undefined}>
          <SheetHeader title={title} />
          <div className="min-h-0 overflow-y-auto p-4 pb-[max(1rem,env(safe-area-inset-bottom))]">{children}</div>
        </SheetContent>
      </Sheet>
    )
  }
  return (
    <Popover open={isOpen} onOpenChange={onOpenChange}>
      <PopoverTrigger asChild>{trigger}</PopoverTrigger>
      <PopoverContent align={align} aria-label={title} {...(className && { className })}>
        {children}
      </PopoverContent>
    </Popover>
  )
}
