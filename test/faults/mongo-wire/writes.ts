import type { AuditEvent } from '../../../server/core/audit.ts'
import type { Entry } from '../../../server/core/audit-chain.ts'
import type { Document } from './message.ts'

const writing = new Set(['findAndModify', 'insert', 'update', 'delete'])

export const commandOf = (body: Document): string => Object.keys(body)[0] ?? ''
export const isWrite = (body: Document): boolean => writing.has(commandOf(body))

/** Whether mongod did it; a write that was lost to another one found no document, or changed nothing in it. */
export function isDone({ ok, n, nModified, lastErrorObject }: Document): boolean {
  const found = (lastErrorObject as { n?: number } | undefined)?.n ?? nModified ?? n
  return ok === 1 && Number(found) > 0
}

type Signs = Record<string, readonly [write: string, sign: string][]>

/** How each write of server/core/stores.ts is known on the wire: by what only its command says. The first one that fits is meant. */
const signs: Signs = {
  accounts: [
    ['outboxes.told', '"$pull":{"outbox"'],
    ['accounts.ensure', '"$setOnInsert"'],
    ['accounts.release', '"$set":{"address":"former:'],
    ['accounts.consume', '"bindings.$.usedAt"'],
    ['accounts.rest', '"rests":{"$each"'],
    ['accounts.report', '"reports":{"$each"'],
    ['accounts.settleReports', '"reports.$[told].passwordMark"'],
    ['accounts.notePassword', '"$set":{"passwordMark"'],
    ['accounts.noteCalled', '"$set":{"enrol.passwordMark"'],
    ['accounts.trust', '"$push":{"devices"'],
    ['accounts.rotateDevice', '"devices.$.token"'],
    ['accounts.endDevices', '"$pull":{"devices"'],
    ['accounts.change', '"$inc":{"rev"'],
    ['accounts.addAppPassword', '"$push":{"appPasswords"'],
    ['accounts.endAppPassword', '"$pull":{"appPasswords"'],
    ['accounts.useAppPassword', '"appPasswords.$.used"'],
    ['accounts.putWebmailToken', '"$set":{"webmailTokens":{"$slice"'],
    // Those before it tell beside what they change.
    ['accounts.tell', '"$push":{"outbox":{"$each"'],
  ],
  sessions: [
    ['outboxes.told', '"$pull":{"outbox"'],
    ['sessions.insert', 'insert'],
    ['sessions.end', '"$set":{"expiresAt"'],
    ['sessions.noteClient', '"$push":{"clients"'],
    ['sessions.touch', '"$set":{"touchedAt"'],
    ['sessions.sawToken', '"token.sealed":null'],
    ['sessions.dropChallenge', '"challenge":null'],
    ['sessions.renewTicket', '"challenge.ticket":{'],
    ['sessions.countStranger', '"$inc":{"challenge.strangers"'],
    ['sessions.scan', '"challenge.status":"scanned"'],
    ['sessions.claim', '"challenge.typed"'],
    ['sessions.approve', '"challenge.status":"approved"'],
    ['sessions.deny', '"challenge.status":"denied"'],
    ['sessions.match', '"challenge.isMatched":true'],
    ['sessions.spendTry', '"challenge.guesses.'],
    ['sessions.grant', '"challenge.status":"redeemed"'],
    ['sessions.wantTrust', '"challenge.wantsTrust"'],
    ['sessions.putSent', '"delivery":"sending"'],
    ['sessions.takeBackSent', '"challenge.draft"'],
    ['sessions.noteDelivery', '.delivery"'],
    // Of those that tell something by one event, it is the last.
    ['sessions.advance', '"$push":{"outbox":{"id"'],
    ['sessions.putChallenge', '"challenge":{'],
  ],
  phones: [
    ['phones.put', '"$setOnInsert"'],
    ['phones.rotate', '"token":{'],
    ['phones.sawToken', '"token.sealed":null'],
    ['phones.end', 'delete'],
  ],
  counters: [
    ['counters.fail', '"failures"'],
    ['counters.addSecret', '"seen"'],
    ['counters.spend', '"tries"'],
    ['counters.clear', 'delete'],
  ],
  audit: [['audit.append', 'insert']],
  auditChain: [['auditChain.append', 'insert']],
  auditSeals: [['auditChain.seal', 'insert']],
  notices: [
    ['notices.add', 'insert'],
    ['notices.claim', '"$inc":{"tries"'],
    ['notices.settle', 'update'],
  ],
  kicks: [
    ['mailSessions.add', 'insert'],
    ['mailSessions.claim', '"$inc":{"tries"'],
    ['mailSessions.settle', 'update'],
  ],
  openid: [
    ['openid.put', '"payload"'],
    ['openid.use', '"$set":{"usedAt"'],
    ['openid.removeGrant', 'delete [{"grantId"'],
    ['openid.remove', 'delete [{"_id"'],
  ],
  openidKeys: [['openidKeys.add', 'insert']],
  mailClients: [['mailClients.note', 'findAndModify']],
}

/** The domain's name of a write: `sessions.grant`. One that has none is called by its collection and command. */
export function nameOf(body: Document): string {
  const command = commandOf(body)
  const collection = String(body[command])
  const many = (body['updates'] ?? body['deletes']) as { u?: unknown; q: unknown }[] | undefined
  const text = `${command} ${JSON.stringify(many ? many.map(({ u, q }) => u ?? q) : body['update'])}`
  return signs[collection]?.find(([, sign]) => text.includes(sign))?.[0] ?? `${collection}.${command}`
}

/**
 * Who writes: a request, the relay, which carries and tells events beside them, who tells mail servers beside the relay, or a process by itself, every
 * minute.
 */
export type Carrier = 'requests' | 'relay' | 'kicks' | 'seals'

/** The events that a command appends, or that it vouches for. */
function eventsIn(body: Document): unknown[] {
  const documents = body['documents'] as { _id: unknown; events?: Entry[] }[]
  return documents.flatMap(({ _id, events }) => events?.map(({ id }) => id) ?? [_id])
}

/** Tells the relay's writes from those of a request that goes on beside it: it appends what it has read in an outbox. */
export function watchRelay() {
  const read = new Set<unknown>()
  return {
    sawAnswer({ filter }: Document, { cursor }: Document) {
      if (!('outbox.id' in ((filter as Document | undefined) ?? {}))) return
      const found = (cursor as { firstBatch: { outbox: AuditEvent[] }[] }).firstBatch
      for (const { id } of found.flatMap(({ outbox }) => outbox)) read.add(id)
    },
    carrierOf(body: Document): Carrier {
      const name = nameOf(body)
      if (name === 'auditChain.seal') return 'seals'
      if (/^mailSessions\.(claim|settle)$/.test(name)) return 'kicks'
      // The relay adds notices and sends them; who takes them out erases a person.
      if (/^(outboxes\.told|mailSessions\.add|notices\.(add|claim|settle))$/.test(name)) return 'relay'
      const isAppended = name === 'audit.append' || name === 'auditChain.append'
      return isAppended && eventsIn(body).every((id) => read.has(id)) ? 'relay' : 'requests'
    },
  }
}
