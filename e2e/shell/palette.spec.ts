import { expect, type Page } from '@playwright/test'
import { stageCampaign } from '../campaigns/stage'
import { campaignOn, test, toastsOf } from '../journey'

const paletteOf = (page: Page) => page.getByRole('dialog', { name: 'Search and commands' })

test('a campaign is found by a part of its name and opened by keyboard alone', async ({ tenant, openAs }) => {
  const { name, id } = await stageCampaign(tenant, 'Riverside dentists')
  const page = await openAs('viewer')
  await expect(campaignOn(page, name).toggle).toBeVisible()
  await page.keyboard.press('Control+k')
  await expect(paletteOf(page)).toBeVisible()
  await page.keyboard.type('side dent')
  await expect(paletteOf(page).getByRole('option', { name: /Riverside dentists/ })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`/campaigns/${id}`))
  await expect(paletteOf(page)).toBeHidden()
})

test('a command runs, and one that the role may not run is absent', async ({ openAs }) => {
  const viewer = await openAs('viewer')
  await viewer.getByRole('button', { name: 'Search and commands' }).click()
  await expect(paletteOf(viewer).getByRole('option', { name: /Analytics/ })).toBeVisible()
  await expect(paletteOf(viewer).getByRole('option', { name: 'New campaign' })).toHaveCount(0)
  await viewer.keyboard.press('Escape')
  await expect(paletteOf(viewer)).toBeHidden()
  const member = await openAs('member', '/events')
  await member.getByRole('button', { name: 'Search and commands' }).click()
  await paletteOf(member).getByRole('option', { name: 'New campaign' }).click()
  await expect(member.getByRole('dialog', { name: 'New campaign' })).toBeVisible()
})

test('Sync now says what it found, from the palette as from the list', async ({ tenant, openAs }) => {
  await stageCampaign(tenant, 'Read by hand')
  const page = await openAs('admin')
  await page.getByRole('button', { name: 'Sync now' }).click()
  await expect(toastsOf(page).filter({ hasText: /^Checked 1 campaign/ })).toBeVisible()
  await page.goto('/events')
  await page.getByRole('button', { name: 'Search and commands' }).click()
  await paletteOf(page).getByRole('option', { name: 'Sync now' }).click()
  await expect(toastsOf(page).filter({ hasText: /^Checked 1 campaign/ })).toBeVisible()
})
