// What the Roundcube plug-in lets in, believes and ends.
import { cut, type Mutant } from '../mutant.ts'

const folder = 'server/doors/roundcube/second_step'
const plugin = cut(`${folder}/second_step.php`)
const links = cut(`${folder}/second_step_links.php`)
const mailbox = cut(`${folder}/second_step_mailbox.php`)
const openid = cut(`${folder}/second_step_openid.php`)
const tokens = cut(`${folder}/second_step_tokens.php`)

const passwords = 'doors/roundcube-passwords'
const answers = 'doors/roundcube-answers'
const believed = 'doors/roundcube-tokens'
const screens = 'doors/roundcube'

export const roundcube: Mutant[] = [
  plugin(
    'a password never opens webmail',
    `return ['abort' => true, 'break' => true] + $args;`,
    'return $args;',
    passwords,
  ),
  plugin(
    'also with a plug-in that comes after ours',
    `'abort' => true, 'break' => true]`,
    `'abort' => true]`,
    passwords,
  ),
  plugin(
    'a proof opens the mailbox of whom it is about',
    `'cookiecheck' => false, 'break' => true]`,
    `'cookiecheck' => false]`,
    passwords,
  ),
  plugin('a session without a proof is none', 'if (!$own || ', 'if ($own && ', passwords),
  plugin('a session ends when webmail is told', ` || $this->openid->tokens->has_ended($own['sid'])`, '', passwords),
  plugin('a failure leads nowhere by itself', `$this->problem === '' && ($_SERVER`, '($_SERVER', answers),
  plugin(
    'a picture begins no sign-in',
    ` && ($_SERVER['HTTP_SEC_FETCH_DEST'] ?? 'document') === 'document'`,
    '',
    answers,
  ),
  plugin('a code is in no log', `$_SERVER['REQUEST_URI'] = './';`, '', answers),
  plugin('sign-out ends our session', 'if ($this->id_token) {', 'if (false) {', screens),
  links('an answer is taken once', 'unset($_SESSION[self::PLACE][$state]);', '', answers),
  links('links are few', '1 - self::TABS', '0', answers),
  openid('an answer is of our issuer', `($given['iss'] ?? '') !== $this->issuer`, 'false', answers),
  openid('an ID token is of this request', `!$claims || !hash_equals`, '!$claims || false && !hash_equals', believed),
  openid(
    'PKCE',
    `second_step_tokens::to64(hash('sha256', $secrets['verifier'], true))`,
    `$secrets['verifier']`,
    answers,
  ),
  tokens('one algorithm', `($header['alg'] ?? '') !== 'RS256' || `, '', believed),
  tokens('our issuer', `($claims['iss'] ?? '') === $this->issuer && `, '', believed),
  tokens('our client', `$audience === [$this->client]`, 'true', believed),
  tokens('an end that is to come', ` && $claims['exp'] > $now - self::SKEW`, '', believed),
  tokens('no token of tomorrow', ` && $claims['iat'] < $now + self::SKEW`, '', believed),
  tokens('our signature', '$key && openssl_verify', 'true || $key && openssl_verify', believed),
  tokens('the event of a logout', `isset($claims['events'][self::LOGOUT_EVENT])`, 'true', believed),
  tokens('an ID token ends no session', `!isset($claims['nonce'])`, 'true', believed),
  mailbox(
    'only a refusal signs out',
    `in_array($this->rc->get_storage()->conn->resultcode, self::REFUSED, true)`,
    'true',
    screens,
  ),
  mailbox('a refusal signs out', `$args['attempt'] > 1 && `, 'false && ', screens),
  mailbox('not again and again', 'if ($is_too_soon) {', 'if (false) {', screens),
  mailbox('contacts, too, look at the mailbox', '$this->rc->get_storage()->check_connection();', '', screens),
  mailbox(
    `the mail server knows the browser's address`,
    `'x-originating-ip' => rcube_utils::remote_addr()`,
    '',
    screens,
  ),
]
