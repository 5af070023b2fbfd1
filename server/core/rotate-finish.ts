import type { Account } from './account.ts'
import type { AuditEvent, AuditType, OutboxEvent } from './audit.ts'
import { withChannels } from './channels.ts'
import { ending } from './mail-sessions.ts'
import { byOperator } from './operator.ts'
import type { Ends } from './operator-stores.ts'
import type { RotateNeeds, Tell } from './rotate.ts'

/** What is under an older key and cannot be made anew: only its owner knows what it was made of. */
function endsOf({ keys }: RotateNeeds, { devices, bindings, reports, appPasswords }: Account): Ends {
  const isOld = (made: string | null): made is string => made !== null && !keys.isNewest(made)
  return {
    tokens: devices.map(({ token }) => token.mac).filter(isOld),
    unused: bindings.flatMap(({ unused = [] }) => unused).filter(isOld),
    appPasswords: appPasswords.map(({ mac }) => mac).filter(isOld),
    passwords: reports.map(({ passwordMark }) => passwordMark).filter(isOld),
  }
}

/** Codes and app passwords that end are told to every channel: their owner counts on them. */
function eventsOf(needs: RotateNeeds, account: Account, { unused, tokens, appPasswords }: Ends): OutboxEvent[] {
  const of = (type: AuditType) => byOperator(needs.now(), type, account.id, `to ${needs.keys.newestId}`)
  const tell = (event: AuditEvent) => withChannels(needs, event, account)
  const holder = account.bindings.find((binding) => binding.unused?.some((mark) => unused.includes(mark)))
  const told = [
    ...(holder ? [tell({ ...of('codes.ended'), kind: holder.kind })] : []),
    ...(appPasswords.length > 0 ? [{ ...tell(of('app-password.ended')), ...ending(account, needs.now()) }] : []),
  ]
  return told.length > 0 ? told : [of(tokens.length > 0 ? 'device.ended' : 'keys.rotated')]
}

/**
 * Ends what no walk can make anew, so that the older key can go. Database writes:
 *  1. the event, in the trail.
 *  2. account by account: trusted devices, single-use codes, app passwords and open reports under an older key taken out, with the events in the outbox: in one write,
 *     by the very texts, so that what its owner has renewed meanwhile stays. A kill after some: the operator finishes again.
 *  3. marks of passwords, of all accounts in two commands: the next one that is typed is noted anew. A kill after one: the operator finishes again.
 *  4. phone sessions: each opens its next one by itself, with WeChat.
 * Sessions of browsers are left, and what webmails and other OpenID clients had of them: without the key nobody finds them, and they run out.
 */
export async function endOldKeys(needs: RotateNeeds, tell: Tell): Promise<void> {
  const { audit, keys, now, rotation } = needs
  await audit.append([byOperator(now(), 'keys.rotated', null, `to ${keys.newestId}, older keys ended`)])
  const of = await rotation.count('accounts')
  let done = 0
  for await (const accounts of rotation.accounts()) {
    for (const account of accounts) {
      const ends = endsOf(needs, account)
      const isAny = Object.values(ends).some((texts: string[]) => texts.length > 0)
      if (isAny) await rotation.end(account.id, ends, eventsOf(needs, account, ends))
    }
    done += accounts.length
    tell({ what: 'accounts', done, of: Math.max(of, done) })
  }
  await rotation.endPasswords(keys.newestId)
  await rotation.endPhones(keys.newestId)
}
