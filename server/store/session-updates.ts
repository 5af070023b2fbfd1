// Updates whose outcome depends on the document they meet: aggregation pipelines, so that it is still one write.
import type { FactorKind } from '../../shared/factors.ts'
import { limits } from '../../shared/limits.ts'
import type { AuditEvent } from '../core/audit.ts'
import { moves, type Scan } from '../core/challenge.ts'

/** Approves; a repeated approval keeps the first one's end and tells nothing twice. */
export function approveUpdate({ until, trust }: Pick<Scan, 'until' | 'trust'>, event: AuditEvent) {
  const isFirst = { $eq: ['$challenge.status', 'scanned'] }
  return [
    {
      $set: {
        outbox: { $cond: [isFirst, { $concatArrays: ['$outbox', [{ $literal: event }]] }, '$outbox'] },
        'challenge.scan.until': { $cond: [isFirst, until, '$challenge.scan.until'] },
        'challenge.scan.trust': { $cond: [isFirst, trust, '$challenge.scan.trust'] },
        'challenge.status': moves.approve.to,
      },
    },
  ]
}

/** The n-th rest of a factor: 60 s, doubling to 15 min (spec R5). */
const restLength = (rests: object) => ({
  $min: [limits.longestRest, { $multiply: [limits.firstRest, { $pow: [2, rests] }] }],
})

/** One more wrong guess; the fifth begins a rest and gives five new tries after it. */
export function spendTryUpdate(kind: FactorKind, now: Date) {
  const path = `challenge.guesses.${kind}`
  const tries = { $add: [{ $ifNull: [`$${path}.tries`, 0] }, 1] }
  const rests = { $ifNull: [`$${path}.rests`, 0] }
  const isLast = { $gte: [tries, limits.triesBeforeRest] }
  return [
    {
      $set: {
        [path]: {
          tries: { $cond: [isLast, 0, tries] },
          rests: { $cond: [isLast, { $add: [rests, 1] }, rests] },
          until: { $cond: [isLast, { $add: [now, restLength(rests)] }, null] },
        },
      },
    },
  ]
}

/** One more failure of a counter; each `every` of them begin a rest. What is counted during a rest is late and begins no other. */
export function countFailureUpdate(every: number, now: Date) {
  const isLate = { $gt: [{ $ifNull: ['$until', null] }, now] }
  const tries = { $add: [{ $ifNull: ['$tries', 0] }, 1] }
  const rests = { $ifNull: ['$rests', 0] }
  const isLast = { $and: [{ $not: [isLate] }, { $gte: [tries, every] }] }
  return [
    {
      $set: {
        failures: { $add: [{ $ifNull: ['$failures', 0] }, 1] },
        tries: { $cond: [{ $or: [isLate, isLast] }, 0, tries] },
        rests: { $cond: [isLast, { $add: [rests, 1] }, rests] },
        until: { $cond: [isLast, { $add: [now, restLength(rests)] }, { $ifNull: ['$until', null] }] },
        isLate,
        expiresAt: { $add: [now, limits.counterLife] },
      },
    },
  ]
}

/** One more of a budget; a period that is over begins anew. */
export function spendUpdate(within: number, now: Date) {
  const isOpen = { $gt: [{ $ifNull: ['$until', null] }, now] }
  return [
    {
      $set: {
        tries: { $cond: [isOpen, { $add: ['$tries', 1] }, 1] },
        until: { $cond: [isOpen, '$until', { $add: [now, within] }] },
        expiresAt: { $cond: [isOpen, '$until', { $add: [now, within] }] },
      },
    },
  ]
}

/** One more wrong secret among the newest limits.wrongSecretsKept; each `every` begin a rest. */
export function addSecretUpdate(mac: string, every: number, now: Date) {
  const tries = { $add: [{ $ifNull: ['$tries', 0] }, 1] }
  const rests = { $ifNull: ['$rests', 0] }
  const isLast = { $gte: [tries, every] }
  const seen = { $concatArrays: [{ $ifNull: ['$seen', []] }, [mac]] }
  return [
    {
      $set: {
        seen: { $slice: [seen, -limits.wrongSecretsKept] },
        tries: { $cond: [isLast, 0, tries] },
        rests: { $cond: [isLast, { $add: [rests, 1] }, rests] },
        until: { $cond: [isLast, { $add: [now, restLength(rests)] }, { $ifNull: ['$until', null] }] },
        expiresAt: { $add: [now, limits.wrongSecretLife] },
      },
    },
  ]
}
