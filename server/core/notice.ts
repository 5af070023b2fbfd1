import { limits } from '../../shared/limits.ts'
import { noticeWords, otherNotice, type NoticeWords } from '../../shared/messages/notices.ts'
import { factorNames } from '../../shared/messages/portal.ts'
import type { Language } from '../../shared/messages/problems.ts'
import { isFrozen, type Account } from './account.ts'
import { auditEvent, type AuditEvent } from './audit.ts'
import { openChannel } from './channels.ts'
import { later } from './challenge.ts'
import { isSame } from './keys.ts'
import { noticeMail } from './mails.ts'
import type { Notice } from './notice-row.ts'
import type { Delivery } from './outbound.ts'
import type { Browser } from './place.ts'
import { Problem } from './problem.ts'
import type { Services } from './services.ts'

/**
 * Sends what is due. Database writes for each: 1. claim: put off for limits.noticeClaim, one try counted. A kill after it: it is due again then, so that
 * a notice leaves at least once. 2. sent, or put off for another try, or given up after limits.noticeTries.
 * @param isOver the process stops: what is left is sent by another, or later. @returns how many were tried.
 */
export async function sendNotices(services: Services, isOver = () => false): Promise<number> {
  for (let tried = 0; ; tried += 1) {
    if (isOver()) return tried
    const now = services.now()
    const notice = await services.notices.claim(now, later(now, limits.noticeClaim))
    if (!notice) return tried
    const delivery = await deliver(services, notice)
    await services.notices.settle(notice.id, outcomeOf(services, notice, delivery))
  }
}

/** An unknown end counts as sent: the same warning twice an hour frightens more than it helps. */
function outcomeOf({ now }: Services, notice: Notice, delivery: Delivery) {
  if (delivery.is !== 'refused') return { sentAt: now() }
  const isOver = delivery.why === 'target' || notice.tries >= limits.noticeTries
  return isOver ? { failedAt: now() } : { dueAt: later(now(), limits.noticeRetry) }
}

/** What happened, with the factor's name. */
function wordsFor({ type, kind }: AuditEvent): NoticeWords {
  const table: Partial<Record<AuditEvent['type'], NoticeWords>> = noticeWords
  const { what, short } = table[type] ?? otherNotice
  const names = kind ? factorNames[kind] : { 'zh-CN': '', en: '' }
  const fill = (text: string, language: Language) => text.replace('{method}', names[language])
  return { what: { 'zh-CN': fill(what['zh-CN'], 'zh-CN'), en: fill(what.en, 'en') }, short: fill(short, 'zh-CN') }
}

async function deliver(services: Services, { via, to, event }: Notice): Promise<Delivery> {
  const { mailer, texter, settings } = services
  const target = openChannel(services, event.id, { via, to })
  const words = wordsFor(event)
  if (via === 'sms')
    return (
      (await texter?.send({ template: 'notice', number: target, value: words.short })) ?? {
        is: 'refused',
        why: 'target',
      }
    )
  const link = `${settings.publicUrl}/not-me#${notMeToken(services, event)}`
  const mail = noticeMail({
    to: target,
    what: words.what,
    at: event.at,
    browser: event.browser,
    link,
    branding: settings.branding,
  })
  return (await mailer?.send(mail)) ?? { is: 'refused', why: 'target' }
}

type Needs = Pick<Services, 'keys'>
const separator = '~'

/** The link 不是我: names the account and the event; nothing is stored. */
export function notMeToken({ keys }: Needs, { accountId, id, at }: AuditEvent): string {
  const text = [accountId, id, at.getTime()].join(separator)
  return `${Buffer.from(text).toString('base64url')}.${keys.mac('not-me', text, '')}`
}

function readToken({ keys }: Needs, token: string): { accountId: string; eventId: string; at: Date } | null {
  const [encoded = '', ...rest] = token.split('.')
  const text = Buffer.from(encoded, 'base64url').toString()
  const isOurs = keys.macs('not-me', text, '').some((mac) => isSame(mac, rest.join('.')))
  const [accountId = '', eventId = '', at = ''] = text.split(separator)
  return isOurs ? { accountId, eventId, at: new Date(Number(at)) } : null
}

/**
 * The button 不是我: one write, which freezes changes of factors and ends every session and trusted device of the mailbox. It restores nothing. Once an
 * event: pressed again it answers the same.
 * @throws Problem('notice.expired').
 */
export async function reportNotMe(services: Services, token: string, browser: Browser): Promise<Date> {
  const read = readToken(services, token)
  const now = services.now()
  if (!read || later(read.at, limits.noticeLinkLife) <= now) throw new Problem('notice.expired')
  const account = await services.accounts.byId(read.accountId)
  if (!account) throw new Problem('notice.expired')
  if (account.frozenBy.includes(read.eventId)) return frozenUntil(account, now)
  const event = auditEvent(now, {
    type: 'account.frozen',
    outcome: 'ok',
    accountId: account.id,
    actor: 'browser',
    browser,
    detail: read.eventId,
  })
  const frozen = await services.accounts.change(
    account.id,
    account.rev,
    { freeze: { until: later(now, limits.freeze), by: read.eventId }, endSessions: { keep: null }, endDevices: true },
    [event],
  )
  // Another change came in between: the next try sees it.
  return frozen ? frozen.frozenUntil! : reportNotMe(services, token, browser)
}

function frozenUntil(account: Account, now: Date): Date {
  if (!isFrozen(account, now)) throw new Problem('notice.expired')
  return account.frozenUntil!
}
