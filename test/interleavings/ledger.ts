// What each write that was won may rest on, told from the specification and beside the store: a fault is a write that was won against it.
import { later, type Challenge, type Ticket } from '../../server/core/challenge.ts'
import type { Rest } from '../../server/core/account.ts'
import type { Accounts, Sessions, Spent, Target } from '../../server/core/stores.ts'
import { limits } from '../../shared/limits.ts'
import type { Stage } from './stage.ts'

/** A challenge as its writes have left it. */
interface Life {
  challenge: Pick<Challenge, 'purpose' | 'bindingId' | 'expiresAt'>
  ticket: Pick<Ticket, 'ordinal' | 'until'>
  scannedAt: Date | null
  approvedAt: Date | null
  needsNumber: boolean
  isMatched: boolean
  restsUntil: Date | null
  /** What it came to; nothing is won after. */
  end: 'denied' | 'granted' | 'replaced' | null
}

type Rule<M> = M extends (...given: infer G) => Promise<infer A>
  ? (client: number, answer: NonNullable<A>, ...given: G) => void
  : never
type Rules<S> = { [M in keyof S]?: Rule<S[M]> }

export interface Ledger {
  sessions: Rules<Sessions>
  accounts: Rules<Accounts>
  faults: string[]
  /** How often each was won. */
  won: Record<'scan' | 'code' | 'bind' | 'unbind', number>
}

function lifeOf(challenge: Challenge, begunAt: Date | null): Life {
  const { status, needsNumber, isMatched, guesses, ticket } = challenge
  const scannedAt = status === 'pending' ? null : begunAt
  const approvedAt = status === 'approved' ? begunAt : null
  const restsUntil = guesses.wechat?.until ?? null
  return { challenge, ticket: ticket!, scannedAt, approvedAt, needsNumber, isMatched, restsUntil, end: null }
}

type Must = (isSo: boolean, rule: string) => void
const isIn = (since: Date | null, within: number, now: Date) => since !== null && now < later(since, within)

export function createLedger({ account, sessions }: Stage): Ledger {
  const faults: string[] = []
  const must: Must = (isSo, rule) => void (isSo || faults.push(rule))
  const won = { scan: 0, code: 0, bind: 0, unbind: 0 }
  const book = openBook(sessions, must)
  const spent = spending(account.bindings[0]?.step ?? 0, must)
  return {
    faults,
    won,
    accounts: {
      consume: (client, _, __, step, restKeys) => spent.add(client, step, restKeys),
      rest: (_, __, ___, rest) => spent.rest(rest),
      change: changing(account, book, won),
    },
    sessions: { ...endings(book), ...phoneRules(book), ...browserRules(book, spent, won) },
  }
}

type Book = ReturnType<typeof openBook>

/** The challenges by their ids, and which sessions are over. */
function openBook(sessions: Stage['sessions'], must: Must) {
  const over = new Set<string>()
  const lives = new Map(
    sessions.map(({ challenge, createdAt }) => [challenge!.id, lifeOf(challenge!, createdAt)] as const),
  )
  return {
    over,
    lives,
    must,
    of({ sessionId, challengeId, now }: Target): Life {
      const life = lives.get(challengeId)!
      must(!over.has(sessionId), 'nothing is won of a session that was ended')
      must(life.end === null, `nothing is won of a challenge that is ${life.end}`)
      must(now < life.challenge.expiresAt, 'nothing is won of a challenge whose time is over')
      return life
    },
  }
}

function endings({ over, lives, must }: Book): Rules<Sessions> {
  const replace = (id: string) => {
    must(lives.get(id)!.end !== 'replaced', 'a challenge is replaced or dropped once')
    lives.get(id)!.end = 'replaced'
  }
  return {
    end: (_, __, id) => void over.add(id),
    dropChallenge: (_, __, ___, id) => replace(id),
    putChallenge(_, __, ___, before, challenge) {
      if (before !== null) replace(before)
      lives.set(challenge.id, lifeOf(challenge, null))
    },
  }
}

const phoneRules = ({ of, must }: Book): Rules<Sessions> => ({
  scan(_, __, target, ordinal, ___, needsNumber) {
    const life = of(target)
    must(life.scannedAt === null, 'a challenge is scanned once')
    must(ordinal === life.ticket.ordinal && target.now < life.ticket.until, 'the newest ticket is scanned, in time')
    Object.assign(life, { scannedAt: target.now, needsNumber })
  },
  approve(_, __, target) {
    const life = of(target)
    const isAgain = life.approvedAt !== null
    must(isAgain || isIn(life.scannedAt, limits.confirmLife, target.now), 'an approval follows a scan in time')
    life.approvedAt ??= target.now
  },
  deny: (_, __, target) => void (of(target).end = 'denied'),
})

function browserRules({ of, must }: Book, spent: ReturnType<typeof spending>, won: Ledger['won']): Rules<Sessions> {
  const mayGuess = ({ restsUntil }: Life, { now }: Target) =>
    must(!restsUntil || restsUntil <= now, 'no code is compared while the factor rests')
  const isApproved = ({ approvedAt }: Life, { now }: Target) => isIn(approvedAt, limits.redeemLife, now)
  return {
    renewTicket(_, __, target, ordinal, ticket) {
      const life = of(target)
      must(life.scannedAt === null && ordinal === life.ticket.ordinal, 'the newest ticket is renewed, unless scanned')
      life.ticket = ticket
    },
    match(_, __, target) {
      const life = of(target)
      must(isApproved(life, target) && !life.isMatched, 'the digits are right once')
      life.isMatched = true
    },
    spendTry(_, { challenge }, target) {
      const life = of(target)
      mayGuess(life, target)
      life.restsUntil = challenge?.guesses.wechat?.until ?? null
    },
    grant(client, _, target, move) {
      const life = of(target)
      life.end = 'granted'
      if (move === 'redeem') {
        must(isApproved(life, target), 'a redeem follows an approval in time')
        must(life.isMatched || !life.needsNumber, 'digits that are needed were right')
      } else {
        mayGuess(life, target)
        must(spent.take(client), 'a typed code is granted for a step that was spent for it')
      }
      if (life.challenge.purpose === 'login') won[move === 'redeem' ? 'scan' : 'code'] += 1
    },
  }
}

/** Steps of the six-digit codes: each is spent once, and what a client has spent is good for one grant. */
function spending(last: number, must: Must) {
  const held = new Set<number>()
  const rests: Rest[] = []
  return {
    rest: (rest: Rest) => void rests.push(rest),
    add(client: number, { what, now }: Spent, restKeys: readonly string[]) {
      const step = 'step' in what ? what.step : 0
      must(step > last, 'a step is spent once')
      const isResting = rests.some(({ key, until }) => restKeys.includes(key) && until > now)
      must(!isResting, 'no step is spent while the factor rests')
      last = Math.max(last, step)
      held.add(client)
    },
    take: (client: number) => held.delete(client),
  }
}

/** Factors change on the newest revision, and as a challenge says that is approved, with its digits, and not refused. */
function changing(
  { rev: begun, bindings }: Stage['account'],
  { lives, must }: Book,
  won: Ledger['won'],
): Rule<Accounts['change']> {
  const held = new Set(bindings.map(({ id }) => id))
  let newest = begun
  return (_, __, ___, rev, { add, remove }) => {
    const purpose = add ? 'bind' : 'unbind'
    const ids = add ? [add.id] : (remove ?? [])
    const allowed = [...lives.values()].filter(({ challenge }) => ids.includes(challenge.bindingId ?? ''))
    const isProved = allowed.some(
      ({ challenge, approvedAt, isMatched, needsNumber, end }) =>
        challenge.purpose === purpose && approvedAt && (isMatched || !needsNumber) && end !== 'denied',
    )
    must(isProved, `a ${purpose} follows an approval that was not taken back, and its digits`)
    must(rev === newest, 'factors change on the newest revision')
    const isRight = add ? held.size === 0 : ids.length === 1 && held.delete(ids[0]!)
    must(isRight, 'one binding is added where there is none, or taken where it is')
    if (add) held.add(add.id)
    newest += 1
    won[purpose] += 1
  }
}
