// Who is to be erased, and what would be left of him.
import { limits } from '../../shared/limits.ts'
import type { FullWorld } from '../actors/full-world.ts'
import { bindWith, handsOf } from '../actors/hands.ts'
import { bind, signIn } from '../actors/journeys.ts'
import { codeOf } from '../actors/outcome.ts'
import { accountOf, sessionOf } from '../actors/records.ts'
import { openClient, roundcube } from '../actors/webmail.ts'

/** A mail client of his by the mailbox password, and a mail server that was told of one ending and will be of another. */
async function mailOf(world: FullWorld, address: string, accountId: string) {
  const { mailClients, mailSessions } = world.app.services
  const lastAt = world.clock.now()
  const place = { province: null, area: null, network: null }
  await mailClients.note({ address, protocol: 'imap', ip: '202.202.x.x', network: '202.202.1.0/24', place, lastAt })
  const kick = { id: `${accountId}:0:0`, accountId, node: 'http://127.0.0.1:1', address, at: lastAt, dueAt: lastAt }
  const later = new Date(lastAt.getTime() + limits.appPasswordQuarter)
  const all = [kick, { ...kick, id: `${accountId}:0:1`, at: later, dueAt: later }]
  await mailSessions.add(all.map((one) => ({ ...one, tries: 0, doneAt: null })))
  await mailSessions.settle(kick.id, { doneAt: lastAt })
}

/** A person with everything: WeChat and a backup address, a phone, a browser signed in here and at a webmail, one that waits, wrong guesses, notices, mail clients. */
export async function makePerson(world: FullWorld, name: string, client = roundcube) {
  const address = await world.user(name)
  const phone = world.phone(name)
  const browser = world.browser()
  await bind(browser, phone, address)
  const mail = handsOf(world, 'email', name)
  await bindWith(browser, mail)
  const waiting = world.browser()
  await signIn(waiting, address)
  await codeOf(world.browser().call('POST /api/session', { input: { address, password: 'wrong' } }))
  await phone.call('GET /api/phone/codes')
  const { _id, bindings } = await accountOf(world, address)
  await mailOf(world, address, _id)
  const { _id: sessionId } = await sessionOf(world, address)
  const webmail = await openClient(world.url, client)
  const visit = await webmail.visit(browser)
  await webmail.mailPassword(visit)
  const needles = [address, _id, sessionId, mail.target!, ...bindings.flatMap(({ id, mark }) => [id, mark ?? id])]
  return { address, phone, browser, waiting, webmail, visit, id: _id, needles }
}

/** Where one of these texts is still found. */
export async function findIn({ database: { connection } }: FullWorld, needles: readonly string[]): Promise<string[]> {
  const { db } = connection
  const names = (await db!.listCollections().toArray()).map(({ name }) => name).sort()
  const texts = names.map(
    async (name) => [name, JSON.stringify(await connection.collection(name).find().toArray())] as const,
  )
  return (await Promise.all(texts))
    .filter(([, text]) => needles.some((one) => text.includes(one)))
    .map(([name]) => name)
}
