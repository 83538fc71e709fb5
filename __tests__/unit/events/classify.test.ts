import { classify, type Evidence } from '@/lib/events/classify'

const CHROME = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/141.0 Safari/537.36'
const GOOGLE = 'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)'

test.each<[string, Evidence, string, string | null]>([
  ['an open without any evidence', { event_type: 'opened' }, 'human', null],
  ['a browser', { event_type: 'opened', user_agent: CHROME }, 'human', 'browser_agent'],
  [
    'a browser, a minute later',
    { event_type: 'clicked', user_agent: CHROME, msSinceSend: 60_000 },
    'human',
    'browser_agent',
  ],
  [
    'anyone within two seconds',
    { event_type: 'clicked', user_agent: CHROME, msSinceSend: 1_999 },
    'machine',
    'too_soon_after_send',
  ],
  [
    'anyone within ten',
    { event_type: 'clicked', user_agent: CHROME, msSinceSend: 9_999 },
    'unknown',
    'soon_after_send',
  ],
  ['an open hours before its mail: a wrong clock', { event_type: 'opened', msSinceSend: -3_600_000 }, 'human', null],
  [
    "Google's proxy within ten seconds",
    { event_type: 'opened', user_agent: GOOGLE, msSinceSend: 9_999 },
    'machine',
    'too_soon_after_send',
  ],
  ["Google's proxy later", { event_type: 'opened', user_agent: GOOGLE, msSinceSend: 10_000 }, 'human', 'image_proxy'],
  ["Apple's privacy proxy", { event_type: 'opened', user_agent: 'Mozilla/5.0' }, 'machine', 'apple_mail_privacy'],
  ['a scanner', { event_type: 'clicked', user_agent: `${CHROME} BarracudaCentral` }, 'machine', 'scanner_agent'],
  [
    'a crawler',
    { event_type: 'clicked', user_agent: 'Mozilla/5.0 (compatible; Googlebot/2.1)' },
    'machine',
    'scanner_agent',
  ],
  ['a script', { event_type: 'clicked', user_agent: 'python-requests/2.32' }, 'machine', 'http_client'],
  ['an agent nobody knows', { event_type: 'opened', user_agent: 'Something/1' }, 'unknown', 'unknown_agent'],
  ['a reply', { event_type: 'replied', reply_class: 'positive' }, 'human', null],
  ['an absence notice', { event_type: 'replied', reply_class: 'out_of_office' }, 'machine', 'out_of_office'],
  ['a bounce', { event_type: 'bounced', user_agent: 'curl/8' }, 'human', null],
])('%s', (_, evidence, actor_class, class_reason) => {
  expect(classify(evidence)).toEqual({ actor_class, class_reason })
})
