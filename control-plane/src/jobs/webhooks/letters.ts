import { checkDeadLetters } from '@/lib/jobs/dead-letter-alarm'
import { retryLetters } from '@/lib/webhooks/retry-letters'
import type { Handler } from '../handler'

/** The alarm comes first: it must not depend on what it watches. */
export const letters: Handler<'webhooks.letters'> = async ({ signal, log }) => {
  await checkDeadLetters(log)
  const retried = await retryLetters({ signal })
  if (retried.healed + retried.resting > 0) log.info(retried, 'letters_retried')
}
