import { expect, type Page } from '@playwright/test'
import { forgetRateLimits, type Person } from '@/__tests__/helpers/stack-tenant'
import { readState } from '@/local/state'
import { stageCampaign } from '../campaigns/stage'
import { campaignOn, test, watch } from '../journey'

test('signing in leads to the page that was asked for; after signing out, Back shows nothing', async ({
  browser,
  tenant,
  complaints,
}) => {
  complaints.expectStatus(401)
  await forgetRateLimits()
  const { name, id } = await stageCampaign(tenant, 'Behind the door')
  const context = await browser.newContext({ baseURL: readState().web_url })
  watch(context, complaints)
  const page = await context.newPage()
  await page.goto(`/campaigns/${id}`)
  await expect(page).toHaveURL(/\/sign-in\?return_to=/)

  await fillIn(page, { ...tenant.people.member, password: 'not the password' })
  await expect(page.getByRole('alert').filter({ hasText: /\S/ })).toBeVisible()
  await fillIn(page, tenant.people.member)
  await expect(page).toHaveURL(new RegExp(`/campaigns/${id}`))
  await expect(page.getByRole('switch', { name: `Campaign ${name}` })).toBeVisible()
  await page.getByRole('link', { name: 'Campaigns' }).first().click()
  await expect(campaignOn(page, name).toggle).toBeVisible()

  await page.getByRole('button', { name: /^Account of/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page).toHaveURL(/\/sign-in/)
  await page.goBack()
  await expect(page).toHaveURL(/\/sign-in/)
  await expect(page.getByText(name)).toHaveCount(0)
  await context.close()
})

test('signing out in one tab ends the other', async ({ tenant, openAs, complaints }) => {
  complaints.expectStatus(401)
  const { name } = await stageCampaign(tenant, 'Two tabs')
  const page = await openAs('member')
  const other = await page.context().newPage()
  await other.goto('/campaigns')
  await expect(campaignOn(other, name).toggle).toBeVisible()
  await page.getByRole('button', { name: /^Account of/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(other).toHaveURL(/\/sign-in/)
})

async function fillIn(page: Page, { email, password }: Pick<Person, 'email' | 'password'>): Promise<void> {
  const form = page.locator('form')
  await form.getByLabel('Email').fill(email)
  await form.getByLabel('Password').fill(password)
  await form.getByRole('button', { name: 'Sign in' }).click()
}
