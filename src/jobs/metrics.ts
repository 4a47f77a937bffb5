import { Counter, Gauge, type Registry } from 'prom-client'
import { Outage } from '../kernel/outage.js'
import type { JobEnd, Queue } from './queue.js'

/** Counts calls of the language model by what became of them (`model.read`, `model.timeout` …), nothing of what was asked. */
export function modelMetrics(registry: Registry): (what: { code: string }) => void {
  const calls = new Counter({
    name: 'jianbao_model_calls_total',
    help: 'Messages for the language model by what became of them',
    labelNames: ['code'],
    registers: [registry],
  })
  return ({ code }) => calls.inc({ code })
}

/** Counts how jobs end, and how many wait when somebody looks. Labels are kinds and codes, never people. */
export function jobMetrics(registry: Registry, queue: Pick<Queue, 'unfinished'>): (kind: string, end: JobEnd) => void {
  const ends = new Counter({
    name: 'jianbao_jobs_total',
    help: 'Runs of jobs by kind and how they ended',
    labelNames: ['kind', 'outcome', 'code'],
    registers: [registry],
  })
  const waiting = new Gauge({
    name: 'jianbao_outbox_jobs',
    help: 'Jobs in the outbox that have not ended',
    labelNames: ['kind', 'state'],
    registers: [],
    async collect() {
      this.reset()
      try {
        for (const { kind, state, n } of await queue.unfinished()) this.set({ kind, state }, n)
      } catch (error) {
        // Without a database this one figure is missing; readiness says why.
        if (!(error instanceof Outage)) throw error
      }
    },
  })
  registry.registerMetric(waiting)
  // What went well carries the id of its message as code: of that only the number is told.
  return (kind, { type, code }) => ends.inc({ kind, outcome: type, code: type === 'done' ? '' : (code ?? '') })
}
