// Passwords and codes: how often they may be guessed, and that each is good once.
import { cut, type Mutant } from '../mutant.ts'

const code = cut('server/core/guess.ts')
const refusal = cut('server/core/refuse-guess.ts')
const password = cut('server/core/sign-in.ts')
const account = cut('server/store/accounts.ts')
const throttle = cut('server/core/throttle.ts')
const factor = cut('server/factors/wechat.ts')
const clock = cut('server/factors/codes/time-based.ts')
const codes = 'security/throttle-codes'
const passwords = 'security/throttle'
const bursts = 'security/bursts'

export const guessing: Mutant[] = [
  cut('server/core/second-step.ts')(
    'a challenge is named by its browser',
    `challenge.id !== id`,
    'false',
    'security/what-each-sees',
  ),
  code('a code answers only where it is offered', ` || !isOffered) throw`, ') throw', 'security/purposes'),
  code(
    'the throttle before a code',
    `const toClear = await checkThrottle(services, attempt)`,
    'const toClear = []',
    codes,
  ),
  refusal('a rest is noted on the account', `  if (rest) {`, '  if (false) {', bursts),
  account(
    'no code while its factor rests',
    `        rests: { $not: { $elemMatch: { key: { $in: restKeys }, until: { $gt: now } } } },\n`,
    '',
    'core/account-changes',
  ),
  code('why a right code was not taken', `  await checkThrottle(services, attempt)`, '', bursts),
  refusal('a late guess is not compared', `if (!isLate) await`, 'await', bursts),

  password('the throttle before a password', `= await checkThrottle(services, attempt)`, '= []', passwords),
  password('the throttle after a password', `  await checkThrottle(services, attempt)`, '', bursts),
  password('a late password is not compared', `if (isLate) throw`, 'if (false) throw', bursts),

  password('so many sign-ins begun', `await spendOpenSignIn(`, 'void (', 'security/budgets'),
  cut('server/core/budget.ts')('a budget ends', `if (count > most) throw`, 'if (false) throw', 'security/budgets'),
  account('a report is noted once', `, 'reports.id': { $ne: report.id }`, '', 'security/reported'),

  throttle('a rest is kept', `if (latest) throw`, 'if (false) throw', passwords),
  throttle('a hundred failures close to strangers', `row >= limits.failuresBeforeKnownOnly`, 'false', passwords),
  throttle('and to nobody else', ` && !attempt.isKnown) throw`, ') throw', passwords),
  throttle('a whole network is counted', `found.get(keys.network)?.until`, 'null', passwords),
  throttle('a known browser behind a campus address', `isKnown && browser.alone !== null`, 'false', codes),
  cut('server/core/known-browser.ts')('a mark is the server’s own', `isSame(mark, candidate)`, 'true', passwords),

  clock('a spent step is used', `step <= b.step`, 'false', 'core/wechat-factor'),
  clock(
    'one step early or late',
    `epochTolerance: limits.codeSteps * period`,
    'epochTolerance: 2 * period',
    'core/wechat-factor',
  ),
  factor('no code for a change', `unbind: ['scan']`, `unbind: ['scan', 'code']`, 'security/purposes'),
]
