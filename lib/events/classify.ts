export type Evidence = {
  event_type: string
  user_agent?: string | undefined
  reply_class?: string | undefined
  /** Between the mail's departure and this event; absent when the mail is not known yet. */
  msSinceSend?: number | undefined
}
export type Judgement = { actor_class: 'human' | 'machine' | 'unknown'; class_reason: string | null }

const SCANNER =
  /bot\b|crawl|spider|scan|barracuda|proofpoint|mimecast|trendmicro|symantec|sophos|fireeye|safelinks|urldefense|preview|prefetch|facebookexternalhit|headless/i
const HTTP_CLIENT =
  /^(curl|wget|python|go-http|java|okhttp|axios|node|undici|libwww|ruby|php|apache-httpclient|postman)/i
const IMAGE_PROXY = /googleimageproxy|ggpht\.com|yahoomailproxy/i
const BROWSER = /^Mozilla\/5\.0 \(.+\)|outlook|thunderbird|applemail/i
/** Apple's privacy proxy loads every picture on arrival and says nothing more about itself than this. */
const APPLE_PRIVACY = /^Mozilla\/5\.0$/

/** Nobody reads that fast. */
const MACHINE_WITHIN_MS = 2_000
const DOUBTFUL_WITHIN_MS = 10_000
/** Earlier than its own mail by more than this: one of the clocks is wrong, and the gap says nothing. */
const SKEW_MS = 60_000

/**
 * Who opened or clicked: a person, a machine, or nobody can say, with the reason (spec 05 §12, first match). An event
 * without any evidence stands as it was reported. Automatic replies are a machine's.
 */
export function classify({ event_type, user_agent = '', reply_class, msSinceSend }: Evidence): Judgement {
  if (event_type === 'replied' && (reply_class === 'out_of_office' || reply_class === 'auto_reply'))
    return { actor_class: 'machine', class_reason: reply_class }
  if (event_type !== 'opened' && event_type !== 'clicked') return { actor_class: 'human', class_reason: null }
  const agent = user_agent.trim()
  if (APPLE_PRIVACY.test(agent)) return { actor_class: 'machine', class_reason: 'apple_mail_privacy' }
  if (SCANNER.test(agent)) return { actor_class: 'machine', class_reason: 'scanner_agent' }
  if (HTTP_CLIENT.test(agent)) return { actor_class: 'machine', class_reason: 'http_client' }
  const gap = msSinceSend !== undefined && msSinceSend > -SKEW_MS ? msSinceSend : Number.POSITIVE_INFINITY
  const isProxy = IMAGE_PROXY.test(agent)
  if (gap < (isProxy ? DOUBTFUL_WITHIN_MS : MACHINE_WITHIN_MS))
    return { actor_class: 'machine', class_reason: 'too_soon_after_send' }
  if (isProxy) return { actor_class: 'human', class_reason: 'image_proxy' }
  if (gap < DOUBTFUL_WITHIN_MS) return { actor_class: 'unknown', class_reason: 'soon_after_send' }
  if (agent === '') return { actor_class: 'human', class_reason: null }
  return BROWSER.test(agent)
    ? { actor_class: 'human', class_reason: 'browser_agent' }
    : { actor_class: 'unknown', class_reason: 'unknown_agent' }
}
