'use client'

import { type ReactNode, useId } from 'react'
import { Label } from '@/components/ui/label'

type FieldProps = { id: string; 'aria-invalid': boolean; 'aria-describedby': string | undefined }

/** A visible label, the control, and its hint or error, tied together for screen readers. */
export function FormField({
  label,
  hint,
  error,
  children,
}: {
  label: string
  hint?: string
  error?: string | undefined
  children: (field: FieldProps) => ReactNode
}) {
  const id = useId()
  const note = error ?? hint
  return (
    <div className="grid content-start gap-1.5">
      <Label htmlFor={id}>{label}</Label>
      {children({ id, 'aria-invalid': error !== undefined, 'aria-describedby': note ? `${id}-note` : undefined })}
      {note && (
        <p id={`${id}-note`} className={error ? 'text-destructive text-xs' : 'text-muted-foreground text-xs'}>
          {note}
        </p>
      )}
    </div>
  )
}
