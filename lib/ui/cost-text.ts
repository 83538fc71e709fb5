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

const dollars = { style: 'currency', currency: 'USD', minimumFractionDigits: 0 } as const
const whole = new Intl.NumberFormat('en-US', { ...dollars, notation: 'compact', maximumFractionDigits: 1 })
const cents = new Intl.NumberFormat('en-US', { ...dollars, minimumFractionDigits: 2, maximumFractionDigits: 4 })
/** Money on an axis, where room is short and numbers are round: `$40`, `$2.50`, `$1.2k`. */
export function formatMoneyTick(micros: number | null): string {
  if (micros === null) return ''
  const isRound = micros % 1_000_000 === 0 || Math.abs(micros) >= 1_000_000_000
  return (isRound ? whole : cents).format(micros / 1_000_000).replace('K', 'k')
}
