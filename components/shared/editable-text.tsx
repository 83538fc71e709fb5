'use client'

import { Pencil } from 'lucide-react'
import { useState } from 'react'
import { Input } from '@/components/ui/input'
import { reasonOf } from '@/lib/ui/toast'

/** A heading that becomes a field when pressed. Enter saves, Esc leaves it as it was; a refused text stays in the field. */
export function EditableText({
  value,
  label,
  maxLength,
  disabled,
  onSave,
}: {
  value: string
  label: string
  maxLength: number
  disabled: boolean
  onSave: (value: string) => Promise<void>
}) {
  const [draft, setDraft] = useState<string | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const heading = (
    <h1 className="line-clamp-2 min-w-0 font-semibold [overflow-wrap:anywhere] text-xl tracking-[-0.01em]">{value}</h1>
  )
  if (disabled) return heading
  const leave = () => {
    setDraft(null)
    setFailure(null)
  }
  const save = async () => {
    const text = draft?.trim() ?? ''
    if (busy) return
    if (text === '' || text === value) return leave()
    setBusy(true)
    try {
      await onSave(text)
      leave()
    } catch (error) {
      setFailure(reasonOf(error))
    } finally {
      setBusy(false)
    }
  }
  if (draft === null) {
    return (
      <div className="group flex min-w-0 items-center gap-1">
        {heading}
        <button
          type="button"
          aria-label={`Edit ${label}`}
          onClick={() => setDraft(value)}
          className="touch-target rounded p-1 text-muted-foreground hover:bg-accent hover:text-foreground"
        >
          <Pencil className="size-3.5 stroke-[1.5]" aria-hidden />
        </button>
      </div>
    )
  }
  return (
    <form
      className="min-w-0 flex-1"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <Input
        autoFocus
        aria-label={label}
        aria-invalid={failure !== null}
        value={draft}
        maxLength={maxLength}
        disabled={busy}
        onFocus={(event) => event.target.select()}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={() => void save()}
        onKeyDown={(event) => event.key === 'Escape' && leave()}
        className="max-w-md font-semibold"
      />
      {failure && (
        <p role="alert" className="mt-1 text-destructive text-xs">
          {failure}
        </p>
      )}
    </form>
  )
}
