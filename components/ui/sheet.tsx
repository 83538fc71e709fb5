'use client'

import { X } from 'lucide-react'
import { Dialog as DialogPrimitive } from 'radix-ui'
import type { ComponentProps, ReactNode } from 'react'
import { cn } from '@/lib/ui/cn'

export const Sheet = DialogPrimitive.Root
export const SheetTrigger = DialogPrimitive.Trigger

/** A panel from the right; below md it comes from the bottom. */
export function SheetContent({ className, children, ...props }: ComponentProps<typeof DialogPrimitive.Content>) {
  return (
    <DialogPrimitive.Portal>
      <DialogPrimitive.Overlay className="fixed inset-0 z-40 animate-[appear_220ms_ease-out] bg-overlay" />
      <DialogPrimitive.Content
        data-slot="sheet"
        className={cn(
          'fixed inset-x-0 bottom-0 z-50 flex max-h-[92dvh] animate-slide-bottom flex-col rounded-t-xl border bg-popover text-popover-foreground shadow-float focus:outline-none',
          'md:inset-x-auto md:top-2 md:right-2 md:bottom-2 md:max-h-none md:w-[440px] md:animate-slide-right md:rounded-xl',
          className,
        )}
        {...props}
      >
        {children}
        <DialogPrimitive.Close
          className="absolute top-1.5 right-1.5 flex size-11 items-center justify-center rounded-md text-muted-foreground hover:bg-accent hover:text-foreground md:top-3.5 md:right-3.5 md:size-7"
          aria-label="Close"
        >
          <X className="size-4 stroke-[1.5]" />
        </DialogPrimitive.Close>
      </DialogPrimitive.Content>
    </DialogPrimitive.Portal>
  )
}

export function SheetHeader({ title, description }: { title: string; description?: ReactNode }) {
  return (
    <div className="border-b px-5 py-4 pr-12">
      <DialogPrimitive.Title className="font-semibold text-lg">{title}</DialogPrimitive.Title>
      {description && (
        <DialogPrimitive.Description className="mt-0.5 text-muted-foreground text-sm">
          {description}
        </DialogPrimitive.Description>
      )}
    </div>
  )
}
