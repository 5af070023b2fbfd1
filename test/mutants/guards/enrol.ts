// A mailbox that is called to enrol: the old password binds nothing.
import { cut, type Mutant } from '../mutant.ts'

const session = cut('server/core/session.ts')
const typed = cut('server/core/typed-password.ts')
const accounts = cut('server/store/accounts.ts')
const call = cut('server/core/enrol.ts')
const caller = cut('server/http/caller.ts')
const enrolment = 'security/enrol'
const store = 'core/account-changes'

export const enrol: Mutant[] = [
  session('the password alone signs nobody in', `: enrolmentOf(session, account) === null`, ': true', enrolment),
  session('another password, for this very call', `session.enrol?.getTime() === account`, '0 < account', enrolment),
  caller('nothing but a first factor', `if (!isForEnrolment) throw`, 'if (false) throw', enrolment),
  cut('server/core/changes.ts')(
    'no bind begins with the old password',
    `if (enrolmentOf(caller.session, caller.account) === 'change-password') throw`,
    'if (false) throw',
    enrolment,
  ),
  accounts('nor ends with it', `{ 'enrol.at': enrolFor }`, '{}', enrolment, store),
  accounts('a call copies the newest mark', `[{ passwordMark: enrol.passwordMark }]`, '[]', enrolment, store),
  accounts('one old password', `, 'enrol.passwordMark': passwordMark },`, ' },', enrolment),
  accounts('the old password of one call', `'enrol.at': at, `, '', enrolment),
  typed('a mark under a key that is gone', ` && keys.isLive(mark)`, '', enrolment),
  typed('the old password is known again', ` && !marks.includes(enrol.passwordMark)`, '', enrolment),
  cut('server/core/outcomes.ts')(
    'a factor ends the call',
    `enrolFor: enrol, enrol: null`,
    'enrolFor: enrol',
    enrolment,
  ),
  call('nobody is called who has a factor', `if (fault !== null) throw`, 'if (false) throw', enrolment),
  call('a call is told', `[withChannels(needs, event, met)]`, '[event]', 'flows/enrol'),
  cut('server/core/rotate-finish.ts')(
    'marks of passwords end with their key',
    `await rotation.endPasswords(keys.newestId)`,
    '',
    'security/rotation',
  ),
]
