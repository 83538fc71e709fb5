import { expect } from '@playwright/test'
import { retireEngine } from '@/__tests__/helpers/stack-tenant'
import { campaignOn, test } from '../journey'
import { stageFakeEngine } from './stage'

test('a bulk change reports every campaign, the one that fails with its reason', async ({ tenant, openAs }) => {
  const names = ['Bulk one', 'Bulk two', 'Bulk lost']
  const { fake, engineId, campaigns } = await stageFakeEngine(tenant, names)
  fake.store.workflows.delete(campaigns[2]?.workflowId ?? '')
  const page = await openAs('member')
  await expect(campaignOn(page, 'Bulk one').toggle).toBeVisible()

  await page.getByRole('checkbox', { name: 'Select all loaded campaigns' }).click()
  const bar = page.getByRole('region', { name: 'Selected campaigns' })
  await expect(bar).toContainText('3 selected')
  await bar.getByRole('button', { name: 'Resume' }).click()
  const confirm = page.getByRole('alertdialog', { name: 'Resume 3 campaigns?' })
  for (const name of names) await expect(confirm).toContainText(name)
  await confirm.getByRole('button', { name: 'Resume 3' }).click()

  const result = page.getByRole('dialog', { name: 'Resume 3 campaigns' })
  await expect(result.locator('[data-state="done"]')).toHaveCount(2)
  const lost = result.locator('li[data-state="failed"]')
  await expect(lost).toContainText('Bulk lost')
  await expect(lost).toContainText('The workflow no longer exists in the engine.')
  await result.getByRole('button', { name: 'Close' }).last().click()
  for (const name of ['Bulk one', 'Bulk two']) {
    await expect(campaignOn(page, name).chip).toHaveAttribute('data-chip', 'running')
  }
  await expect(campaignOn(page, 'Bulk lost').toggle).not.toBeChecked()

  await page.getByRole('checkbox', { name: 'Select Bulk one' }).click()
  await page.getByRole('checkbox', { name: 'Select Bulk two' }).click()
  await bar.getByRole('button', { name: 'Pause' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Pause 2' }).click()
  await expect(page.getByRole('dialog', { name: 'Pause 2 campaigns' }).locator('[data-state="done"]')).toHaveCount(2)
  for (const { workflowId } of campaigns.slice(0, 2)) expect(fake.store.workflows.get(workflowId)?.active).toBe(false)
  await retireEngine(engineId)
  await fake.stop()
})
