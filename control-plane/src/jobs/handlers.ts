import { converge } from './campaigns/converge'
import { prove } from './campaigns/prove'
import { run } from './campaigns/run'
import { sweep } from './campaigns/sweep'
import type { Handlers } from './handler'
import { events } from './retention/events'
import { purge } from './retention/purge'
import { rebucket } from './stats/rebucket'
import { verify } from './stats/verify'
import { active } from './sync/active'
import { cleanup } from './sync/cleanup'
import { executions } from './sync/executions'
import { full } from './sync/full'
import { retry } from './sync/retry'
import { workflow } from './sync/workflow'
import { workspace } from './sync/workspace'
import { drain } from './webhooks/drain'
import { letters } from './webhooks/letters'
import { replay } from './webhooks/replay'

/** Every job of the catalog; a missing one does not compile. */
export const handlers: Handlers = {
  'campaigns.converge': converge,
  'campaigns.prove': prove,
  'campaigns.run': run,
  'campaigns.sweep': sweep,
  'sync.workflow': workflow,
  'sync.workspace': workspace,
  'sync.active': active,
  'sync.full': full,
  'sync.executions': executions,
  'sync.retry': retry,
  'sync.cleanup': cleanup,
  'webhooks.drain': drain,
  'webhooks.letters': letters,
  'webhooks.replay': replay,
  'retention.purge': purge,
  'retention.events': events,
  'stats.verify': verify,
  'stats.rebucket': rebucket,
}
