import { expect } from '@playwright/test'
import { createN8nWorkflow, isActiveInN8n } from '@/__tests__/helpers/stack-n8n'
import { campaignOn, test } from '../journey'
import { stageCampaign } from './stage'

test('from an empty workspace to a running campaign and back to nothing', async ({ tenant, openAs, complaints }) => {
  // 404: its own tab hears of the deletion and looks.
  complaints.expectStatus(400, 404)
  const name = 'Made on the screen'
  const workflow = await createN8nWorkflow(`${tenant.name}: made by hand`)
  const page = await openAs('admin')
  await expect(page.getByText('No campaigns yet')).toBeVisible()

  await page.getByRole('button', { name: 'New campaign' }).first().click()
  const sheet = page.getByRole('dialog', { name: 'New campaign' })
  await sheet.getByRole('button', { name: 'Create campaign' }).click()
  await expect(sheet.locator('[aria-invalid="true"]').first()).toBeFocused()
  await sheet.getByLabel('Name').fill(name)
  await sheet.getByRole('button', { name: 'Create campaign' }).click()
  const { row, toggle, chip } = campaignOn(page, name)
  await expect(chip).toHaveAttribute('data-chip', 'draft')
  await expect(toggle).toHaveAttribute('aria-disabled', 'true')

  await row.getByRole('button', { name: `Actions for ${name}` }).click()
  await page.getByRole('menuitem', { name: 'Link workflow' }).click()
  const link = page.getByRole('dialog', { name: 'Link workflow' })
  await link.getByLabel('Workflow id in n8n').fill('nosuchworkflow')
  await link.getByRole('button', { name: 'Link' }).click()
  await expect(link.getByText('The engine has no such workflow of this workspace.')).toBeVisible()
  await link.getByLabel('Workflow id in n8n').fill(workflow.id)
  await link.getByRole('button', { name: 'Link' }).click()
  await expect(link).toBeHidden()

  await toggle.click()
  await expect(chip).toHaveAttribute('data-chip', 'running')
  expect(await isActiveInN8n(workflow.id)).toBe(true)
  await toggle.click()
  await expect(chip).toHaveAttribute('data-chip', 'paused')

  await row.getByRole('button', { name: `Actions for ${name}` }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await page
    .getByRole('alertdialog', { name: `Delete ${name}?` })
    .getByRole('button', { name: 'Delete campaign' })
    .click()
  await expect(page.getByText('No campaigns yet')).toBeVisible()
})

test('a viewer sees everything and can change nothing', async ({ tenant, openAs }) => {
  const { name } = await stageCampaign(tenant, 'Look only')
  const page = await openAs('viewer')
  const { row, toggle, chip } = campaignOn(page, name)
  await expect(chip).toHaveAttribute('data-chip', 'paused')
  await expect(toggle).toHaveAttribute('aria-disabled', 'true')
  await toggle.click({ force: true })
  await expect(toggle).not.toBeChecked()
  for (const control of ['New campaign', 'Sync now']) {
    await expect(page.getByRole('button', { name: control })).toHaveCount(0)
  }
  await expect(page.getByRole('checkbox')).toHaveCount(0)
  await row.getByRole('button', { name: `Actions for ${name}` }).click()
  await expect(page.getByRole('menuitem')).toHaveText(['Copy id'])
})
