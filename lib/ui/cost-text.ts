/** How providers and purposes of costs read; what we do not know by name reads as it is written. */
const PROVIDERS: Record<string, string> = {
  openai: 'OpenAI',
  anthropic: 'Anthropic',
  openrouter: 'OpenRouter',
  apify: 'Apify',
  google_cse: 'Google CSE',
  sendgrid: 'SendGrid',
  digitalocean: 'DigitalOcean',
}
const PURPOSES: Record<string, string> = { ask: 'Ask AI', embedding: 'Embeddings', other: 'Not named' }

export const providerLabel = (key: string): string => PROVIDERS[key] ?? sentence(key)
export const modelLabel = (key: string): string => key || 'No model'
export const purposeLabel = (key: string): string => PURPOSES[key] ?? sentence(key)

function sentence(key: string): string {
  const words = key.replaceAll('_', ' ').trim()
  return words === '' ? 'Not named' : words.slice(0, 1).toUpperCase() + words.slice(1)
}

/** Micro-dollars per `times` of something, rounded; null where there is none of it. */
export const costPer = (micros: number, count: number, times = 1): number | null =>
  count > 0 ? Math.round((micros * times) / count) : null

const tick = new Intl.NumberFormat('en-US', {
  style: 'currency',
  currency: 'USD',
  notation: 'compact',
  minimumFractionDigits: 0,
  maximumFractionDigits: 4,
})
/** Money on an axis, where room is short and numbers are round: `$40`, `$2.5`, `$1.2k`. */
export const formatMoneyTick = (micros: number | null): string =>
  micros === null ? '' : tick.format(micros / 1_000_000).replace('K', 'k')
