import { readState } from '@/local/state'
import { measureJavascript } from './support/measure-javascript'
import { measureList } from './support/measure-list'
import { measureSync } from './support/measure-sync'
import { measureToggle } from './support/measure-toggle'
import { print } from './support/report'
import { withoutEngineBudget } from './support/tenant'
import { startBenchWeb } from './support/web'

/** `./sovereign bench toggle [--json]`: what the click, the list, the sync, RLS and the page cost, each beside its baseline. */
const state = readState()
const user = state.users.find((one) => one.role === 'owner')
if (!user) throw new Error('The stack has no owner to sign in as')
const web = await startBenchWeb(state)
try {
  await withoutEngineBudget(state, async () => {
    print(await measureToggle(state, web, user), process.argv.includes('--json'))
    print(await measureList(state, web, user), process.argv.includes('--json'))
    print(await measureSync(state, web, user), process.argv.includes('--json'))
    print(await measureJavascript(web, user), process.argv.includes('--json'))
  })
} finally {
  await web.stop()
}
