'use client'

import { type ReactNode, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogFooter, DialogHeader } from '@/components/ui/dialog'
import { Input } from '@/components/ui/input'
import { reasonOf } from '@/lib/ui/toast'
import { FormField } from './form-field'

/** Asks before something that is hard to take back. Stays open with the reason when it fails. */
export function ConfirmDialog({
  title,
  children,
  action,
  destructive = false,
  typed,
  onConfirm,
  onClose,
}: {
  title: string
  children: ReactNode
  action: string
  destructive?: boolean
  /** What must be typed exactly first. */
  typed?: { label: string; value: string } | undefined
  onConfirm: () => Promise<void>
  onClose: () => void
}) {
  const cancel = useRef<HTMLButtonElement>(null)
  const [text, setText] = useState('')
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const ready = !typed || text.trim() === typed.value
  const confirm = async () => {
    if (!ready) return
    setBusy(true)
    setFailure(null)
    try {
      await onConfirm()
      onClose()
    } catch (error) {
      setFailure(reasonOf(error))
      setBusy(false)
    }
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        role="alertdialog"
        onOpenAutoFocus={(event) => {
          event.preventDefault()
          cancel.current?.focus()
        }}
      >
        <DialogHeader title={title}>{children}</DialogHeader>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            void confirm()
          }}
        >
          {typed && (
            <FormField label={typed.label}>
              {(field) => (
                <Input value={text} onChange={(event) => setText(event.target.value)} autoComplete="off" {...field} />
              )}
            </FormField>
          )}
          <p role="alert" className="mt-3 text-destructive text-sm empty:hidden">
            {failure}
          </p>
          <DialogFooter>
            <Button ref={cancel} variant="outline" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" variant={destructive ? 'destructive' : 'default'} disabled={!ready} busy={busy}>
              {action}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}
