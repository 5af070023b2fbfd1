// What is checked of a request before anything is done, of an answer before it leaves, and of the machine before the start.
import { cut, type Mutant } from '../mutant.ts'

const mount = cut('server/http/mount.ts')
const site = cut('server/http/same-site.ts')
const cookies = cut('server/http/cookies.ts')
const address = cut('server/core/client-address.ts')
const body = cut('server/http/body.ts')
const events = cut('server/http/events.ts')
const connect = cut('server/store/connect.ts')
const uri = cut('server/mongod/given-uri.ts')
const config = cut('server/config/checks.ts')
const sameSite = 'security/same-site'
const guarantees = 'core/guarantees'

export const edge: Mutant[] = [
  mount('every change is checked for its origin', `checkSameSite(ctx, `, 'void (', sameSite),
  mount(
    'unknown fields are taken out of answers',
    `for (const key of keys) delete`,
    'for (const key of []) delete',
    'http/contract-output',
  ),
  mount(
    'a wrong answer does not leave',
    `throw new Error('an answer does not fit its contract')`,
    'return value',
    'http/contract-output',
  ),
  site('a foreign origin', `if (!isOurs)`, 'if (false)', sameSite),
  site('Sec-Fetch-Site says same-origin', `site === 'same-origin' && `, '', sameSite),
  site('Origin is ours beside Sec-Fetch-Site', ` && (from === '' || from === origin)`, '', sameSite),
  cookies('__Host- before the session’s cookie', `'__Host-session'`, `'session'`, 'security/cookies'),
  cookies('__Host- before the browser’s cookie', `'__Host-browser'`, `'browser'`, 'security/cookies'),
  cookies('no script reads a cookie', `httpOnly: true`, 'httpOnly: false', 'security/cookies'),
  cookies('no other page sends a cookie', `sameSite: 'lax'`, `sameSite: 'none'`, 'security/cookies'),
  address(
    'only a trusted proxy is believed',
    `while (isListed(trusted, client))`,
    'while (true)',
    'security/forwarded-for',
  ),
  address('an address is read from the right', `hops.pop()`, 'hops.shift()', 'security/forwarded-for'),
  body('a body has an end', `if (size > limits.bodyBytes)`, 'if (false)', 'http/body-limits'),
  body('a body is JSON by its type', `!isJson(request.headers['content-type'])`, 'false', sameSite),
  events(
    'news are for the browser of the session',
    `const { id } = (await requireBrowser(edge, ctx, { caller: 'browser' })).session`,
    `const id = ''`,
    'security/what-each-sees',
  ),
  events('news end with the session', ` && session.expiresAt > services.now()`, '', 'http/events'),
  cut('server/core/audit.ts')('an event is known by its id', `id: randomUUID()`, `id: 'x'`, 'security/relay'),

  connect('writes wait for a majority', `w: 'majority', journal`, 'w: 1, journal', guarantees),
  connect('writes wait for the journal', `journal: true, wtimeoutMS`, 'journal: false, wtimeoutMS', guarantees),
  connect('reads are of a majority', `{ level: 'majority' }`, `{ level: 'local' }`, guarantees),
  connect('a weak connection is refused', `if (!isSafe)`, 'if (false)', guarantees),
  uri('a weak MONGODB_URI is refused', `if (faults.length > 0)`, 'if (false)', 'faults/mongod-uri'),
  uri('a standalone mongod is refused', `hello['setName'] || hello['msg'] === 'isdbgrid'`, 'true', 'faults/mongod-uri'),
  config('a key has 256 bits', `bytes.length * 8 < keyBits`, 'false', 'core/config'),
  config('a key is random', `new Set(bytes).size < 16`, 'false', 'core/config'),
  config('WeChat’s host is WeChat’s', `.endsWith('.weixin.qq.com')`, `.includes('.')`, 'core/config'),
  config('production needs keys', `if (!env.KEYS)`, 'if (false)', 'core/config'),
]
