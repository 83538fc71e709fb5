import { expect } from '@playwright/test'
import { test } from '../journey'
import { deliver, reports, stageQuietCampaign } from './stage'

test('an event changes tile and table without a reload', async ({ tenant, openAs }) => {
  await stageQuietCampaign(tenant, 'Ohio')
  await deliver(tenant, reports(['sent'], { campaign: 'Ohio' }))
  const page = await openAs('viewer', '/')
  const sends = page.locator('[data-tile="sends"] [data-value]')
  await expect(sends).toHaveAttribute('data-value', '1')
  await expect(page.getByText('Live', { exact: true })).toBeVisible()
  const waits: number[] = []
  for (let expected = 2; expected <= 6; expected += 1) {
    await deliver(tenant, reports(['sent'], { campaign: 'Ohio' }))
    const deliveredAt = Date.now()
    await expect(sends).toHaveAttribute('data-value', String(expected))
    waits.push(Date.now() - deliveredAt)
  }
  process.stdout.write(`event on screen after ${waits.join(', ')} ms\n`)
  await expect(page.locator('[data-campaign] [data-column="sends"]')).toHaveText('6')
})

test('the crosshair stands in every chart of days, its box in the one under the pointer', async ({
  tenant,
  openAs,
}) => {
  await stageQuietCampaign(tenant, 'Ohio')
  await deliver(
    tenant,
    [0, 1, 2, 3].flatMap((daysAgo) => reports(['sent', 'clicked'], { campaign: 'Ohio', daysAgo })),
  )
  const page = await openAs('member', '/')
  const chart = page.getByRole('img', { name: /^Sends and opt-out rate/ })
  await expect(chart.locator('svg.recharts-surface')).toBeVisible()
  // A chart that comes after the pointer has stopped learns of it when it moves again.
  await expect(async () => {
    await page.mouse.move(0, 0)
    await chart.hover()
    await expect(page.locator('.recharts-tooltip-cursor')).toHaveCount(3, { timeout: 500 })
  }).toPass({ timeout: 10_000 })
  await expect(page.locator('.recharts-tooltip-wrapper').filter({ hasText: /202\d/ })).toHaveCount(1)
})
