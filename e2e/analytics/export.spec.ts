import { readFileSync } from 'node:fs'
import { type Download, expect } from '@playwright/test'
import papa from 'papaparse'
import { test } from '../journey'
import { COSTS, stageSpending } from './stage'

const rowsOf = async (download: Download) =>
  papa.parse<Record<string, string>>(readFileSync(await download.path(), 'utf8').slice(1), {
    header: true,
    skipEmptyLines: true,
  }).data

test('the exported senders are the table as it is sorted; no cell is a formula; the header names the zone', async ({
  tenant,
  openAs,
}) => {
  await stageSpending(tenant)
  const page = await openAs('viewer', '/analytics?sort=sends&dir=asc')
  const table = page.getByRole('region', { name: 'Senders' })
  await expect(table.getByRole('row')).toHaveCount(3)
  const saved = page.waitForEvent('download')
  await table.getByRole('button', { name: 'Export senders as CSV' }).click()
  const rows = await rowsOf(await saved)
  expect(rows.map(({ Sender, Sends, Replies }) => [Sender, Sends, Replies])).toEqual([
    ["'=tom@acme.example.com", '5', '1'],
    ['anna@acme.example.com', '15', '1'],
  ])
  expect(Object.keys(rows[0] ?? {})).toContain('From (UTC)')
})

test('the exported spend sums to the ledger, to the micro-dollar', async ({ tenant, openAs }) => {
  await stageSpending(tenant)
  const page = await openAs('viewer', '/analytics')
  const button = page.getByRole('button', { name: 'Export spend as CSV' })
  await expect(button).toBeEnabled()
  const saved = page.waitForEvent('download')
  await button.click()
  const rows = await rowsOf(await saved)
  const micros = rows.reduce((sum, row) => sum + Math.round(Number(row['Total (USD)']) * 1e6), 0)
  expect(micros).toBe(COSTS.reduce((sum, { cost_micros }) => sum + cost_micros, 0))
  expect(Object.keys(rows[0] ?? {})[0]).toBe('Day (UTC)')
})
