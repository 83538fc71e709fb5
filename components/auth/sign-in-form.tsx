'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { FormField } from '@/components/shared/form-field'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { useSignIn } from '@/hooks/use-sign-in'
import { SignInInput } from '@/lib/members/schemas'

export function SignInForm({
  defaultEmail = '',
  onSignedIn,
}: {
  defaultEmail?: string
  onSignedIn: () => void | Promise<void>
}) {
  const signIn = useSignIn()
  const [failure, setFailure] = useState<string | null>(null)
  const { register, handleSubmit, formState } = useForm({
    resolver: zodResolver(SignInInput),
    defaultValues: { email: defaultEmail, password: '' },
  })
  const submit = handleSubmit(async (input) => {
    setFailure(null)
    try {
      await signIn(input)
      await onSignedIn()
    } catch (error) {
      setFailure(error instanceof Error ? error.message : 'Signing in did not work. Try again.')
    }
  })
  const { errors, isSubmitting } = formState
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <FormField label="Email" error={errors.email && 'Enter an email address.'}>
        {(field) => (
          <Input type="email" autoComplete="username" autoFocus={!defaultEmail} {...field} {...register('email')} />
        )}
      </FormField>
      <FormField label="Password" error={errors.password && 'A password has at least 8 characters.'}>
        {(field) => (
          <Input
            type="password"
            autoComplete="current-password"
            autoFocus={Boolean(defaultEmail)}
            {...field}
            {...register('password')}
          />
        )}
      </FormField>
      <p role="alert" className="text-destructive text-sm empty:hidden">
        {failure}
      </p>
      <Button type="submit" busy={isSubmitting}>
        Sign in
      </Button>
    </form>
  )
}
