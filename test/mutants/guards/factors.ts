// Messages with codes, trusted devices, notices, and changes by a typed code.
import { cut, type Mutant } from '../mutant.ts'

const send = cut('server/core/send.ts')
const budget = cut('server/core/send-budget.ts')
const trust = cut('server/core/trust.ts')
const notice = cut('server/core/notice.ts')
const finish = cut('server/core/finish.ts')
const outcome = cut('server/core/outcomes.ts')
const guess = cut('server/core/guess.ts')
const sends = 'security/sends'
const targets = 'security/send-targets'
const devices = 'security/trusted-devices'
const notices = 'security/notices'
const table = 'flows/answers'

export const factors: Mutant[] = [
  send('a minute between two messages', `later(at, -limits.resendAfter)`, 'at', sends),
  send('a refused send leaves the code before it', `await services.sessions.takeBackSent(`, 'void (', sends),
  send('held back looks like sent', `services.settings.sendAnswersMs)`, '0)', sends),
  budget('half for strangers', `count > Math.floor(most / 2)`, 'false', 'security/thief'),
  budget('an account’s budget', `if (own) throw`, 'if (false) throw', sends),
  budget('a number’s budget over all accounts', `others ? 'suppressed' : 'send'`, `'send'`, sends),
  cut('server/factors/email.ts')('no backup address of our own', `if (isOwnAddress(`, 'if (false && (', targets),
  cut('server/core/backup-address.ts')('a plus-tag is no address', `name.split('+')`, '[name]', targets),
  guess('an old sent code is said to be one', `if (sent.until <= services.now()) throw`, 'if (false) throw', table),
  guess('a code must have been sent', `if (!sent) throw`, 'if (false) throw', sends),
  cut('server/factors/wechat.ts')(
    'the digits are for signing in',
    `unbind: ['scan'], rebind: ['scan']`,
    `unbind: ['scan', 'code'], rebind: ['scan', 'code']`,
    table,
  ),
  cut('server/factors/recovery.ts')('a recovery code brings nothing new', `rebind: []`, `rebind: ['code']`, table),

  trust('trust is asked for', `challenge.wantsTrust && `, '', devices),
  trust('no trust by a recovery code', ` && catalogue[kind].isMethod`, '', devices),
  trust('trust ends by the clock', `device.until <= now`, 'false', devices),
  trust('another password ends trust', `!isPassword(keys,`, 'false && isPassword(keys,', devices),
  trust(
    'a stolen token ends its device',
    `if (is.is === 'theft') await endStolen(`,
    'if (false) await endStolen(',
    devices,
  ),
  outcome(
    'a bind ends trusted devices',
    `...added(account, proof.binding!), endDevices: true,`,
    '...added(account, proof.binding!),',
    devices,
  ),
  outcome(
    'a recovery code is no proof',
    `...(catalogue[kind].countsAsFactor && { provedAt: now })`,
    'provedAt: now',
    devices,
  ),

  finish(
    'a change tells its channels',
    `withChannels(services, event, account, wanted.add ?? wanted.replace?.with)`,
    'event',
    notices,
  ),
  notice('a freeze is for a week after the event', `later(read.at, limits.noticeLinkLife) <= now`, 'false', notices),
  notice('a link is ours', `return isOurs ? `, 'return true ? ', notices),
  notice('a notice freezes once', `if (account.frozenBy.includes(read.eventId)) return`, 'if (false) return', notices),
  cut('server/core/budget.ts')('told of failures once an hour', `.count <= 1`, '.count <= 99', notices),
  cut('server/core/changes.ts')(
    'no change begins while frozen',
    `if (isFrozen(account, now())) throw`,
    'if (false) throw',
    notices,
  ),
]
