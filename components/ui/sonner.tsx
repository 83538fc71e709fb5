'use client'

import { useTheme } from 'next-themes'
import { useEffect } from 'react'
import { Toaster as Sonner } from 'sonner'

const themes = { light: 'light', dark: 'dark' } as const

export function Toaster({ onMounted }: { onMounted: () => void }) {
  const { resolvedTheme } = useTheme()
  // Sonner's own effect runs before this one; it hears only what is said after it.
  useEffect(onMounted, [onMounted])
  return (
    <Sonner
      theme={themes[resolvedTheme === 'dark' ? 'dark' : 'light']}
      position="bottom-left"
      mobileOffset={{ bottom: 72 }}
      style={{ fontFamily: 'inherit' }}
      visibleToasts={4}
      gap={8}
      containerAriaLabel="Notifications"
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            'flex w-full items-start gap-2.5 rounded-lg border bg-popover p-3 text-popover-foreground text-sm shadow-float [&_[data-content]]:min-w-0 [&_[data-content]]:flex-1 [&_[data-icon]]:mt-0.5 [&_[data-icon]_svg]:size-4',
          title: 'font-medium',
          description: 'mt-0.5 text-muted-foreground text-xs',
          actionButton:
            'touch-target shrink-0 rounded-md border border-input px-2 py-0.5 font-medium text-xs hover:bg-accent',
          error: '[&_[data-icon]]:text-destructive',
          warning: '[&_[data-icon]]:text-warning',
          success: '[&_[data-icon]]:text-success',
        },
      }}
    />
  )
}
