import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client'
import type { AuditEvent } from '../core/audit.ts'
import { secondStepOf, sentOf, signInOf } from './counted-events.ts'

/** Every label is a word of ours: no text of a request, of a person or of another service becomes one. */
export interface Meters {
  registry: Registry
  /** A request was answered. @param route its contract key. */
  request(answered: { route: string; status: number; ms: number; problem: string | null }): void
  /** These events reached the trail. */
  events(events: readonly AuditEvent[]): void
  outbound(call: { service: string; call: string; outcome: string; ms: number }): void
}

/** Whether a counted thing happened is asked of the event; what it is not is not counted. */
function countEvents(registry: Registry): Meters['events'] {
  const counter = (name: string, help: string, labelNames: string[]) =>
    new Counter({ name, help, labelNames, registers: [registry] })
  const all = counter('msa_security_events_total', 'Events of the audit trail.', ['type', 'outcome'])
  const signIns = counter('msa_sign_ins_total', 'Sign-ins; password: right, the second step began.', [
    'result',
    'method',
  ])
  const steps = counter('msa_second_steps_total', 'Second steps that were answered.', ['kind', 'result'])
  const sent = counter('msa_codes_sent_total', 'Codes by mail and SMS; suppressed: held back by a budget.', [
    'channel',
    'delivery',
  ])
  const views = [
    [signIns, signInOf],
    [steps, secondStepOf],
    [sent, sentOf],
  ] as const
  return (events) => {
    for (const event of events) {
      all.inc({ type: event.type, outcome: event.outcome })
      for (const [view, labelsOf] of views) {
        const labels = labelsOf(event)
        if (labels) view.inc({ ...labels })
      }
    }
  }
}

/** The meters of this process, and Node's own. */
export function createMeters(): Meters {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: 'msa_http_request_seconds',
    help: 'Answered requests.',
    labelNames: ['route', 'status'],
    registers,
  })
  const problems = new Counter({
    name: 'msa_problems_total',
    help: 'Requests that were refused, by the problem code of the answer.',
    labelNames: ['code'],
    registers,
  })
  const outbound = new Histogram({
    name: 'msa_outbound_seconds',
    help: 'Calls of other services.',
    labelNames: ['service', 'call', 'outcome'],
    registers,
  })
  return {
    registry,
    request({ route, status, ms, problem }) {
      requests.observe({ route, status: `${Math.floor(status / 100)}xx` }, ms / 1_000)
      if (problem) problems.inc({ code: problem })
    },
    events: countEvents(registry),
    outbound: ({ ms, ...labels }) => outbound.observe(labels, ms / 1_000),
  }
}
