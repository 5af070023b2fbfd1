// Who may scan, who may answer, what is redeemed.
import { cut, type Mutant } from '../mutant.ts'

const scan = cut('server/core/scan.ts')
const answer = cut('server/core/scan-answer.ts')
const redeem = cut('server/core/redeem.ts')
const challenge = cut('server/core/challenge.ts')
const renew = cut('server/core/renew.ts')
const strangers = 'security/strangers'
const scenes = 'security/scenes'
const overtaken = 'security/overtaken'
const grade = 'security/scan-grade'
const reported = 'security/reported'
const rules = cut('server/core/scan-grade.ts')

export const scans: Mutant[] = [
  scan('no computer scans', `computers.has(read.platform)`, 'false', scenes),
  scan('a scene is checked', `if (cameraScenes.includes(scene)) return`, 'return', scenes),
  scan('a doubtful sign-in needs the digits', ` && seen.doubts.length > 0`, ' && false', scenes, grade),
  scan('a strict policy refuses', `if (doubts.length > 0) await checkPolicy`, 'if (false) await checkPolicy', grade),
  scan('only a bound WeChat scans', `!isNew && !isBound`, 'false', strangers),
  scan('a WeChat holds twenty mailboxes', `held.length >= limits.mailboxesPerWechat`, 'false', scenes),
  scan('five strangers renew the ticket', `strangers >= limits.strangerScansPerTicket`, 'false', strangers),
  scan('a second phone does not take a scan over', `!phone.marks.includes(challenge.scan!.mark)`, 'false', strangers),

  answer('only the phone that scanned sees the scan', `!phone.marks.includes(challenge.scan.mark)`, 'false', strangers),
  answer(
    'the purpose that the phone showed',
    `found.challenge.purpose !== given.purpose`,
    'false',
    'security/purposes',
  ),
  answer('a fresh code at the answer', `await services.wechat.identify(given.code)`, 'phone', strangers),
  answer('the answer is the scanning WeChat’s', `!marks.includes(found.challenge.scan!.mark)`, 'false', strangers),
  answer('only a WeChat still bound approves', `!boundWith(account, 'wechat', phone.marks)`, 'false', overtaken),

  answer('a stranger’s report is none', ` && scan.isBound`, '', reported),

  rules('a browser that was never seen', `!isKnownBrowser`, 'false', grade),
  rules('another province', `differ(browser.province, phone.province)`, 'false', grade),
  rules('another operator', `differ(browser.network, phone.network)`, 'false', grade),
  rules('a picture', `!cameraScenes.includes(scene)`, 'false', scenes),
  rules('an unknown place says nothing', `a !== null && b !== null && `, '', grade),

  redeem('only a WeChat still bound is redeemed', `!isDone && !boundWith(`, 'false && !boundWith(', overtaken),
  redeem('the two digits are compared', `isSame(number ?? '', matchNumber(services.keys, challenge))`, 'true', scenes),
  redeem(
    'the two digits are asked before the change',
    `!isOneWrite && !challenge.isMatched`,
    'false',
    'faults/write-lists-redeem',
  ),
  redeem(
    'wrong digits end the challenge',
    `!(await services.sessions.deny(target, 'browser', 'wrong-number', event))`,
    '!event',
    scenes,
  ),
  challenge(
    'a bind always needs the digits',
    `needsNumber: begin.stage === 'bind' && hasScan`,
    'needsNumber: false',
    scenes,
  ),
  challenge('spent tries outlive a renewal', `before?.guesses ?? {}`, '{}', 'security/renewals'),
  challenge('a renewal gives no time', `before?.expiresAt ?? later(`, 'later(', 'security/expiry'),
  renew('a reported sign-in is over', ` || challenge.denial === 'reported'`, '', reported),
  renew('twenty tickets a challenge', `>= limits.ticketsPerChallenge`, '> Infinity', 'security/renewals'),
  renew('five tickets by the timer', `>= limits.ticketRenewalsByTimer`, '> Infinity', 'security/expiry'),
  cut('server/core/views.ts')(
    'the digits are shown only after the approval',
    ` && challenge.status === 'approved' ?`,
    ' ?',
    grade,
  ),
  cut('server/core/phone.ts')(
    'a stranger’s phone sees a masked address',
    `address: isBound ?`,
    'address: true ?',
    'security/what-each-sees',
  ),
]
