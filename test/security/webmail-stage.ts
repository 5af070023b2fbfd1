// A world with webmails, and what is asked of its doors.
import { decideMailSignIn, type MailSignIn, type MailVerdict } from '../../server/core/mail-sign-in.ts'
import type { Browser } from '../actors/browser.ts'
import { startFullWorld } from '../actors/full-world.ts'
import { doorFor, mailDoor } from '../actors/mail-door.ts'
import { enrolledOwner } from '../actors/mail-owner.ts'
import { webmailHost } from '../actors/openid-client.ts'
import { openClient, roundcube, sogo, webmailEnv } from '../actors/webmail.ts'

/** Where no webmail is. */
export const elsewhere = '198.51.100.7'
const hour = 60 * 60_000

export async function openWebmailStage() {
  const { secret, env } = doorFor('enforce', { ...webmailEnv(), NGINX_BACKENDS: 'imap=192.0.2.1:143' })
  const world = await startFullWorld(env)
  const [webmail, other] = await Promise.all([roundcube, sogo].map((one) => openClient(world.url, one)))
  const door = mailDoor(() => world.doors, secret)
  /** A browser at a webmail. @returns what the webmail signs in with. */
  const visit = async ({ browser }: { browser: Browser }, at = webmail!) => at.mailPassword(await at.visit(browser))
  /** An hour later: nobody has spent what may be sent. */
  const owner = () => {
    world.clock.advance(hour)
    return enrolledOwner(world)
  }
  return {
    world,
    door,
    webmail: webmail!,
    other: other!,
    visit,
    owner,
    async visitor() {
      const one = await owner()
      return { ...one, token: await visit(one) }
    },
    /** As a mail server asks of a webmail, which speaks for a browser somewhere. */
    ask: async ({ address }: { address: string }, token: string, protocol = 'imap', peer = webmailHost) =>
      (await door.dovecot(address, token, protocol, elsewhere, peer)).is,
    /** The decision behind the doors, which says why. */
    decide(asked: Partial<MailSignIn>, doorMode: 'enforce' | 'observe' = 'enforce'): Promise<MailVerdict> {
      const { services } = world.app
      const usual = { user: '', secret: '', protocol: 'imap', ip: elsewhere, peer: webmailHost } as const
      return decideMailSignIn({ ...services, settings: { ...services.settings, doorMode } }, { ...usual, ...asked })
    },
  }
}

export type WebmailStage = Awaited<ReturnType<typeof openWebmailStage>>
export type Owner = Awaited<ReturnType<WebmailStage['owner']>>
