import type { MailProtocol } from '../../shared/mail-protocols.ts'
import type { Account } from './account.ts'
import { Problem } from './problem.ts'
import type { Services } from './services.ts'
import { isLive, isSignedIn, type Session } from './session.ts'
import { newWebmailToken, type WebmailToken } from './webmail-token.ts'

/** A webmail reads, sends and keeps rules (ManageSieve, which the doors take for IMAP). It never speaks POP3. */
const spoken: readonly MailProtocol[] = ['imap', 'smtp']

interface WebmailUse {
  protocol: MailProtocol
  /** It comes from one of the webmails' own networks. */
  isFromWebmail: boolean
  now: Date
}

const isOver = (session: Session, account: Account, now: Date) =>
  session.accountId !== account.id || !isLive(session, account, now) || !isSignedIn(session, account)

/** Why a token that is right opens nothing here; null: it does. @param session the token's, as it is now. */
export function webmailUnfit(
  { until }: WebmailToken,
  session: Session | null,
  account: Account,
  { protocol, isFromWebmail, now }: WebmailUse,
): 'expired' | 'protocol' | 'network' | null {
  if (!isFromWebmail) return 'network'
  if (!spoken.includes(protocol)) return 'protocol'
  return until <= now || !session || isOver(session, account, now) ? 'expired' : null
}

/** The session of a client's token with its account. @returns null when it is over, and so is everything that came of it. */
export async function sessionOfClient(services: Services, sessionId: string, accountId: string) {
  const [session, account] = await Promise.all([services.sessions.byId(sessionId), services.accounts.byId(accountId)])
  return !session || !account || isOver(session, account, services.now()) ? null : { session, account }
}

/**
 * What a webmail signs in to the mail servers with. One write: the keyed hash, on the account as it was met, in place of the one that the same session
 * had given to the same client. A kill after it: nobody has the text; the webmail asks again.
 * @returns the text, this once. @throws Problem('account.changed') when a factor changed meanwhile.
 */
export async function giveWebmailToken(
  services: Services,
  { session, account }: { session: Session; account: Account },
  clientId: string,
): Promise<{ text: string; until: Date }> {
  const now = services.now()
  const { token, text } = newWebmailToken(services.keys, account.id, session, { clientId, now })
  if (!(await services.accounts.putWebmailToken(account.id, account.rev, token, now)))
    throw new Problem('account.changed')
  return { text, until: token.until }
}
