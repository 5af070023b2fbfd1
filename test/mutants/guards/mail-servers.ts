// What our files make of mail servers: who is asked about, and what an answer lets in.
import { cut, type Mutant } from '../mutant.ts'

const dovecot = cut('server/doors/dovecot/05-second-step.conf')
const script = cut('server/doors/dovecot/second-step.lua')
const names = cut('server/doors/dovecot/names.sh')

export const mailServers: Mutant[] = [
  dovecot('our wrong is the last word', `  result_failure = return-fail`, '  result_failure = continue', 'doors/locks'),
  dovecot(
    'an outage of ours is the last word',
    `  result_internalfail = return-fail`,
    '  result_internalfail = continue',
    'doors/locks',
  ),
  script(
    'what is no answer lets nobody on',
    `return dovecot.auth.PASSDB_RESULT_INTERNAL_FAILURE, "`,
    'return dovecot.auth.PASSDB_RESULT_NEXT, {} or "',
    'doors/outage',
  ),
  script(
    'mechanisms that compare with the stored password',
    `  return dovecot.auth.PASSDB_RESULT_PASSWORD_MISMATCH, {}\nend`,
    '  return dovecot.auth.PASSDB_RESULT_NEXT, {}\nend',
    'doors/locks',
  ),
  script('a webmail is known by who has connected', `peer = req.real_remote_ip, `, '', 'doors/webmail-tokens'),
  script(
    'a webmail’s token is asked about, whoever’s it is',
    `local is_token = #pass == 46 and pass:sub(1, 3) == "wm_"`,
    'local is_token = false',
    'doors/webmail-tokens',
  ),
  script('an old list is not relied on', `now - at > TOO_OLD or `, '', 'doors/names'),
  script('nor one from the future', ` or at - now > TOO_OLD`, '', 'doors/names'),
  script('nor one without its first line', `if not at or`, 'if at and', 'doors/names'),
  script('names are folded', `name:lower():gsub`, 'name:gsub', 'doors/names'),
  script('a name without a domain is asked about', `if not name:find`, 'if false and name:find', 'doors/names'),
  script('a probe is asked about', `name:sub(1, 7) == "canary-"`, 'false', 'doors/names'),
  dovecot('a probe is known by its ID', `imap_id_retain = yes`, 'imap_id_retain = no', 'doors/names'),
  names('a page of HTML is no list', ` || fail "not a list"`, '', 'doors/names'),
  names('the cache is emptied in an outage', `auth cache flush`, 'auth cache', 'doors/cache'),
]
