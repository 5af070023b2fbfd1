import { setTimeout as sleep } from 'node:timers/promises'
import { limits } from '../../../shared/limits.ts'
import type { Browser } from '../../actors/browser.ts'
import { createClock } from '../../actors/clock.ts'
import { bind, linkOf, signIn } from '../../actors/journeys.ts'
import { mailDoor } from '../../actors/mail-door.ts'
import type { Phone } from '../../actors/phone.ts'
import type { Registered } from '../../actors/openid-client.ts'
import type { Town } from '../../actors/town.ts'
import { openClient } from '../../actors/webmail.ts'

/** The process that dies, and the one that lives. */
export const [dying, living] = [0, 1] as const

let serial = 0

/** Where codes and notices arrive, and the clock of an app. */
const outsideOf = ({ smtp, sms }: Town) => ({ smtp, sms, clock: createClock() })

/** Who all go together to the other process. */
function createTroupe(town: Town) {
  const actors: Pick<Browser, 'moveTo'>[] = []
  let at: number = living
  return {
    add<T extends Pick<Browser, 'moveTo'>>(actor: T): T {
      actors.push(actor)
      return actor
    },
    /** A mail server, which asks the same process as they do. */
    door: mailDoor(() => town.servers[at]!.doors ?? '', town.env['DOORS_KEYS']?.split(':')[1] ?? ''),
    /** Where it is. */
    served: () => town.servers[at]!.url,
    /** All of them ask this process from now on. */
    moveTo(next: number) {
      at = next
      actors.forEach((actor) => actor.moveTo(town.servers[at]!.url))
    },
  }
}

/** Browsers, phones and a mail server of one flow. */
export function createCast(town: Town) {
  const { add, door, served, moveTo } = createTroupe(town)
  const name = `killed-${(serial += 1)}`
  const browser = (): Browser => add(town.browser(living))
  const phone = (whose = name): Phone => add(town.phone(whose, living))
  const newcomer = async () => ({ address: await town.user(name), phone: phone(), browser: browser() })
  const bound = async () => {
    const all = await newcomer()
    const known = browser()
    await bind(known, all.phone, all.address)
    // Its new cookie is seen, so that nothing is left to be noted of it.
    await known.call('GET /api/session')
    return { ...all, known }
  }
  return {
    database: town.database,
    outside: outsideOf(town),
    /** It stays with the process that lives. */
    bystander: town.browser(living),
    browser,
    phone,
    /** A mailbox that was never here, with a phone and a browser. */
    newcomer,
    /** Its WeChat is bound, in the browser `known`. */
    bound,
    /** And another browser of its owner has shown the password. */
    async waiting() {
      const all = await bound()
      const { challenge } = await signIn(all.browser, all.address)
      return { ...all, challenge: challenge!, link: linkOf(challenge) }
    },
    door,
    /** An OpenID client, which asks the same process as they do. */
    client: (registered: Registered) => openClient(town.env['PUBLIC_URL']!, registered, served),
    moveTo,
    changePassword: (password: string) => town.user(name, password),
  }
}

export type Cast = ReturnType<typeof createCast>

/** The relay of the process that lives has just had its round, and has none again for limits.relayEvery. */
export async function untilRelayRests({ bystander }: Cast): Promise<void> {
  await bystander.call('DELETE /api/session')
  await sleep(3 * limits.relaySoon)
}

type Rows = 'accounts' | 'sessions' | 'phones' | 'counters'

/** As if this field of these rows, where they have it, had been written that long ago. */
export async function age({ database }: Cast, rows: Rows, filter: object, field: string, ms: number) {
  const update = { $set: { [field]: new Date(Date.now() - ms) } }
  await database.connection.collection(rows).updateMany({ ...filter, [field]: { $exists: true } }, update)
}
