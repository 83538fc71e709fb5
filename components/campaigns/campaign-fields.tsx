'use client'

import type { FieldError, FieldErrors, UseFormRegister } from 'react-hook-form'
import { FormField } from '@/components/shared/form-field'
import { Input } from '@/components/ui/input'
import { NativeSelect } from '@/components/ui/native-select'
import { Textarea } from '@/components/ui/textarea'

import type { CampaignValues } from './campaign-form'

const ZONES = Intl.supportedValuesOf('timeZone')

/** What a person decides about a campaign; shared by creating and editing. */
export function CampaignFields({
  register,
  errors,
  zone,
}: {
  register: UseFormRegister<CampaignValues>
  errors: FieldErrors<CampaignValues>
  /** Always offered, also where the browser does not know it. */
  zone: string
}) {
  return (
    <>
      <FormField label="Name" error={errors.name && nameProblem(errors.name)}>
        {(field) => <Input autoComplete="off" maxLength={100} {...field} {...register('name')} />}
      </FormField>
      <FormField label="Description" error={errors.description && 'At most 2,000 characters.'}>
        {(field) => <Textarea rows={3} maxLength={2000} {...field} {...register('description')} />}
      </FormField>
      <div className="grid gap-4 md:grid-cols-2">
        <FormField
          label="Mails a day"
          hint="Never more, whatever the engine asks for."
          error={errors.daily_limit && 'A whole number from 1 to 500.'}
        >
          {(field) => (
            <Input
              type="number"
              inputMode="numeric"
              min={1}
              max={500}
              {...field}
              {...register('daily_limit', { valueAsNumber: true })}
            />
          )}
        </FormField>
        <FormField label="Time zone" hint="Days are counted in it." error={errors.timezone && 'Choose a time zone.'}>
          {(field) => (
            <NativeSelect {...field} {...register('timezone')}>
              {(ZONES.includes(zone) ? ZONES : [zone, ...ZONES]).map((each) => (
                <option key={each} value={each}>
                  {each.replaceAll('_', ' ')}
                </option>
              ))}
            </NativeSelect>
          )}
        </FormField>
      </div>
    </>
  )
}

/** The server's own sentence for a refused name, ours for one that breaks the form's rules. */
const nameProblem = ({ type, message }: FieldError): string => (!type && message) || 'A name has 1 to 100 characters.'
