import { expect, type Locator } from '@playwright/test'
import { deliverToStack } from '@/__tests__/helpers/stack-deliver'
import { test } from '../journey'
import { stageSpending } from './stage'

const boxOf = async (part: Locator) => {
  const box = await part.boundingBox()
  if (!box) throw new Error('It must be on screen')
  return box
}

test('names of any length and sums of any size scroll no page sideways', async ({ tenant, openAs }) => {
  const key = await stageSpending(tenant)
  const long = { provider: 'a_provider_of_a_long_name', purpose: 'a purpose that somebody wrote by hand, at length' }
  const model = 'gpt-5-mini-2026-10-01-preview-with-the-name-of-its-deployment'
  const costs = [1, 2, 3].map((n) => ({ ...long, model, cost_micros: 900_000_000_000, event_id: `long-${n}` }))
  await deliverToStack(key, 'cost-events', costs)
  const sender_email = 'a.mailbox.of.a.long.name@subdomain.of.a.company.of.a.long.name.example.com'
  const mail = { contact_email: 'a@b.example.com', campaign: 'Ohio', step: 1, sender_email, event_type: 'sent' }
  await deliverToStack(key, 'events', [{ ...mail, provider_message_id: '<long@mail>' }])
  const page = await openAs('viewer', '/analytics?view=rows')
  await expect(page.getByRole('region', { name: 'Cost rows' }).getByRole('row').nth(2)).toBeVisible()
  for (const width of [320, 390, 768, 1440]) {
    await page.setViewportSize({ width, height: 800 })
    const main = page.locator('#main')
    await expect.poll(() => main.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0)
  }
  // The first figure stands beside the name, not behind it.
  await page.setViewportSize({ width: 390, height: 800 })
  const row = page.getByRole('region', { name: 'Senders' }).getByRole('row').filter({ hasText: sender_email })
  const { x, width } = await boxOf(row.getByRole('cell').nth(1))
  expect(x + width).toBeLessThan(390)
})

test('without costs the words stand beside or below the ring, not on it', async ({ openAs }) => {
  const page = await openAs('viewer', '/analytics')
  const panel = page.getByRole('region', { name: 'Providers' })
  const [words, ring] = [
    panel.getByText('No costs in this period.'),
    panel.getByRole('img', { name: /^Cost by provider/ }),
  ]
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: 800 })
    await expect(words).toBeVisible()
    await expect(ring).toBeVisible()
    const isApart = async () => {
      const [text, circle] = [await words.boundingBox(), await ring.boundingBox()]
      return text && circle && (text.x >= circle.x + circle.width || text.y >= circle.y + circle.height)
    }
    // The panel may still be finding its place.
    await expect.poll(isApart).toBe(true)
  }
})
