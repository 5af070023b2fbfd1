// The notices of an account: when all have left, and where they came.
import { setTimeout as sleep } from 'node:timers/promises'
import { limits } from '../../../shared/limits.ts'
import { createOutboxes } from '../../../server/store/audit.ts'
import { relay } from '../../actors/records.ts'
import type { Cast } from './cast.ts'

const notMe = /\/not-me#(([\w-]+)\.\S+)/

/** The event that a notice tells of is named by its link 不是我. */
function eventIn(text: string | null): string {
  const [, , named = ''] = notMe.exec(text ?? '') ?? []
  return Buffer.from(named, 'base64url').toString().split('~')[1] ?? ''
}

/** The process that lives has a round of its relay soon, or another one. */
export async function nextRound({ bystander }: Cast): Promise<void> {
  await bystander.call('DELETE /api/session')
  await sleep(limits.relaySoon)
}

/** The servers themselves have carried everything that waited in an outbox. */
export async function untilCarried(cast: Cast): Promise<void> {
  const { pending } = createOutboxes(cast.database.models)
  while ((await pending(1)).length > 0) await nextRound(cast)
}

const rowsOf = ({ database }: Cast) => database.connection.collection('notices')

/** None of these waits. What a dead process had begun to send is due again after limits.noticeClaim; here it is as if that had passed. */
async function untilSent(cast: Cast, which: object): Promise<void> {
  const dueAt = new Date()
  await rowsOf(cast).updateMany({ ...which, dueAt: { $gt: dueAt } }, { $set: { dueAt } })
  while ((await rowsOf(cast).countDocuments({ ...which, dueAt: { $exists: true } })) > 0) await nextRound(cast)
}

/** Nothing is to be told any more. */
export async function untilAllTold(cast: Cast): Promise<void> {
  await relay(cast)
  await untilSent(cast, {})
}

/** Of these events, once all are told. @returns to how many addresses each came, all in all. */
export async function addressesTold(cast: Cast, events: readonly string[]): Promise<number> {
  const which = { 'event.id': { $in: events } }
  await untilSent(cast, which)
  const mails = await cast.outside.smtp.mails()
  const told = mails.map(({ envelope, text }) => ({ to: envelope.to, event: eventIn(text) }))
  return new Set(told.filter(({ event }) => events.includes(event)).map(({ to, event }) => `${to} ${event}`)).size
}

/** The token of the link 不是我 in the newest notice that came to this address. */
export async function notMeToken(cast: Cast, address: string): Promise<string> {
  await untilAllTold(cast)
  const mails = await cast.outside.smtp.mails(address)
  return mails.flatMap(({ text }) => notMe.exec(text ?? '')?.[1] ?? []).at(-1) ?? ''
}
