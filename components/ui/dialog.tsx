'use client'

import { X } from 'lucide-react'
import { Dialog as DialogPrimitive } from 'radix-ui'
import type { ComponentProps, ReactNode } from 'react'
import { cn } from '@/lib/ui/cn'

export const Dialog = DialogPrimitive.Root

type ContentProps = ComponentProps<typeof DialogPrimitive.Content> & { closable?: boolean }

export function DialogContent({ className, children, closable = true, ...props }: ContentProps) {
  return (
    <DialogPrimitive.Portal>
      <DialogPrimitive.Overlay className="fixed inset-0 z-40 animate-[appear_180ms_ease-out] bg-overlay" />
      <DialogPrimitive.Content
        data-slot="dialog"
        className={cn(
          'fixed inset-x-0 bottom-0 z-50 max-h-[92dvh] animate-slide-bottom overflow-y-auto rounded-t-xl border bg-popover p-5 text-popover-foreground shadow-float focus:outline-none',
          'md:inset-x-auto md:top-[18vh] md:bottom-auto md:left-1/2 md:w-full md:max-w-md md:-translate-x-1/2 md:animate-enter md:rounded-xl',
          className,
        )}
        {...props}
      >
        {children}
        {closable && (
          <DialogPrimitive.Close
            className="absolute top-1.5 right-1.5 flex size-11 items-center justify-center rounded-md text-muted-foreground hover:bg-accent hover:text-foreground md:top-3.5 md:right-3.5 md:size-7"
            aria-label="Close"
          >
            <X className="size-4 stroke-[1.5]" />
          </DialogPrimitive.Close>
        )}
      </DialogPrimitive.Content>
    </DialogPrimitive.Portal>
  )
}

export function DialogHeader({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="mb-4 pr-8">
      <DialogPrimitive.Title className="font-semibold text-lg">{title}</DialogPrimitive.Title>
      {children && (
        <DialogPrimitive.Description className="mt-1 text-muted-foreground text-sm" asChild>
          <div>{children}</div>
        </DialogPrimitive.Description>
      )}
    </div>
  )
}

export function DialogFooter({ children }: { children: ReactNode }) {
  return <div className="mt-5 flex flex-col-reverse gap-2 md:flex-row md:justify-end">{children}</div>
}
