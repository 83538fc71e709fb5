import { sql } from 'kysely'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { asPlatform } from '@/lib/db/principals'

export type Metrics = ReturnType<typeof createMetrics>

/** What Prometheus reads. Figures about the database are read when it asks. */
export function createMetrics() {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  readFromDatabase(registers)
  return {
    registry,
    jobs: new Counter({
      name: 'sovereign_jobs_total',
      help: 'Job runs by outcome',
      labelNames: ['job', 'outcome'] as const,
      registers,
    }),
    jobSeconds: new Histogram({
      name: 'sovereign_job_duration_seconds',
      help: 'Time a job run took',
      labelNames: ['job'] as const,
      buckets: [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120],
      registers,
    }),
    queueSeconds: new Histogram({
      name: 'sovereign_job_wait_seconds',
      help: 'Time between a job entering the queue and its first start',
      labelNames: ['queue'] as const,
      buckets: [0.005, 0.025, 0.1, 0.25, 0.5, 1, 5, 30, 120],
      registers,
    }),
    relayed: new Counter({ name: 'sovereign_outbox_relayed_total', help: 'Outbox rows given to the queue', registers }),
    parked: new Counter({ name: 'sovereign_outbox_parked_total', help: 'Outbox rows ended by the relay', registers }),
    relayErrors: new Counter({ name: 'sovereign_relay_errors_total', help: 'Relay passes that failed', registers }),
  }
}

type Backlog = { waiting: number; oldest_seconds: number; lag_seconds: number; dead_letters: number }

function readFromDatabase(registers: Registry[]): void {
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers })
  const open = gauge('sovereign_outbox_open', 'Outbox rows that are not done')
  const oldest = gauge('sovereign_outbox_oldest_seconds', 'Age of the oldest row that is due and not done')
  const lag = gauge('sovereign_relay_lag_seconds', 'How long the oldest due row has waited for the relay')
  const letters = gauge('sovereign_dead_letters_open', 'Dead letters nobody has dealt with')
  new Gauge({
    name: 'sovereign_database_up',
    help: '1 when the database answered this scrape',
    registers,
    async collect() {
      try {
        const backlog = await readBacklog()
        open.set(backlog.waiting)
        oldest.set(backlog.oldest_seconds)
        lag.set(backlog.lag_seconds)
        letters.set(backlog.dead_letters)
        this.set(1)
      } catch {
        this.set(0)
      }
    },
  })
}

function readBacklog(): Promise<Backlog> {
  return asPlatform('job figures')(async (trx) => {
    const { rows } = await sql<Backlog>`
      select count(*)::int as waiting,
        coalesce(extract(epoch from now() - min(created_at) filter (where relayed_at is not null or run_after <= now())), 0)::float8
          as oldest_seconds,
        coalesce(extract(epoch from now() - min(run_after) filter (where run_after <= now())), 0)::float8 as lag_seconds,
        (select count(*)::int from platform.dead_letters where status = 'parked') as dead_letters
      from platform.outbox where done_at is null`.execute(trx)
    const [backlog] = rows
    if (!backlog) throw new Error('No figures')
    return backlog
  })
}
