// The door for OpenID Connect clients: what is refused to them, and what ends with a session.
import { cut, type Mutant } from '../mutant.ts'

const adapter = cut('server/doors/openid/adapter.ts')
const door = cut('server/doors/openid/door.ts')
const policy = cut('server/doors/openid/policy.ts')
const provider = cut('server/doors/openid/provider.ts')
const continued = cut('server/doors/openid/continue.ts')
const demand = cut('server/doors/openid/demand.ts')
const mail = cut('server/doors/openid/mail-password.ts')
const rows = cut('server/store/openid.ts')
const steps = cut('server/core/openid.ts')

const codes: Mutant[] = [
  rows('a code is used once', `usedAt: { $exists: false }, `, '', 'security/openid-codes'),
  rows(
    'a code is over after a minute',
    `$in: marks }, expiresAt: { $gt: now } })) as`,
    '$in: marks } })) as',
    'security/openid-codes',
  ),
  adapter(
    'a code that came twice takes everything with it',
    `if (row?.grantId) await revoke(row.grantId)`,
    '',
    'security/openid-codes',
  ),
  adapter('and its grant', `await openid.remove(keys.macs('openid', 'Grant', grantId))`, '', 'security/openid-codes'),
  adapter('no row holds a code', `keys.mac('openid', kind, id)`, 'id', 'security/openid-tokens'),
  adapter('nor the text of a request', `returnTo: __, `, '', 'security/openid-tokens'),
  mail(
    'no mailbox is opened for a grant that was revoked',
    `!(await provider.Grant.find(token.grantId)) || `,
    '',
    'security/openid-codes',
  ),
  policy('a flood of requests leaves so many rows', `await letWait(ctx)`, 'await null', 'security/budgets'),
  policy(
    'a request that asks nobody leaves no row and is not counted',
    `if (!ctx.oidc.prompts.has('none')) `,
    '',
    'security/budgets',
  ),
  mail('only a webmail gets what mail servers take', `token.scopes.has('mail')`, 'true', 'security/openid-codes'),
  provider(
    'every request has a proof key',
    `required: () => true`,
    'required: () => false',
    'security/openid-requests',
  ),
  provider(
    'a client has the scopes of its configuration',
    `['openid', 'email', ...(mail ? ['mail'] : [])]`,
    `['openid', 'email', 'mail']`,
    'security/openid-requests',
  ),
  provider('answers are in the query', `  response_modes: ['query'],\n`, '', 'security/openid-requests'),
  provider(
    'redirect_uri is there',
    `allowOmittingSingleRegisteredRedirectUri: false`,
    'allowOmittingSingleRegisteredRedirectUri: true',
    'security/openid-requests',
  ),
  provider(
    'each refresh is another token',
    `rotateRefreshToken: true`,
    'rotateRefreshToken: false',
    'security/openid-tokens',
  ),
  provider(
    'a client gives back its own tokens only',
    `token.clientId === clientId`,
    'token.clientId !== ""',
    'security/openid-tokens',
  ),
]

const requests: Mutant[] = [
  continued('Q17: the request of another cookie', ` || interaction.uid !== id`, '', 'security/openid-browsers'),
  provider('Q17: the cookie is signed', `signed: true`, 'signed: false', 'security/openid-browsers'),
  policy(
    'a client’s request is asked about each time',
    `if (nextStep(visitor.session, visitor.account, demand) !== 'go') return false`,
    '',
    'flows/openid-fresh',
  ),
  policy(
    'a session of oidc-provider’s own is looked for nowhere',
    `delete ctx.oidc.session!.accountId`,
    '',
    'security/openid-browsers',
  ),
  policy('consent is asked of nobody', `consent.checks.clear()`, '', 'security/openid-requests'),
  steps(
    'an old proof is none for max_age',
    `if (notBefore && authTimeOf(session) < notBefore) return again`,
    '',
    'flows/openid-fresh',
  ),
  steps(
    'a trusted device is no second factor',
    `provedAt === null ? acrs.sfa : acrs.mfa`,
    'acrs.mfa',
    'flows/openid-fresh',
  ),
  steps(
    'another account is not told of',
    `if (subs.some((sub) => sub !== account.id)) return 'another'`,
    '',
    'security/openid-requests',
  ),
  steps('what must be more is not less', `isEssential ? 'unmet' : 'go'`, `'go'`, 'flows/openid-fresh'),
  demand(
    'prompt=login asks for what comes after it',
    `wordsOf(prompt).includes('login')`,
    'false',
    'flows/openid-fresh',
  ),
  door('the address is the configured one', `  req.headers.host = host\n`, '', 'security/openid-browsers'),
  door(
    'and so is its protocol',
    `  req.headers['x-forwarded-proto'] = protocol.slice(0, -1)\n`,
    '',
    'security/openid-browsers',
  ),
  door('a forwarded host is nobody’s', `  delete req.headers['x-forwarded-host']\n`, '', 'security/openid-browsers'),
  door(
    'methods that nobody serves, and preflights',
    `if (!methods.includes(ctx.method)) {`,
    'if (false) {',
    'http/openid-door',
  ),
  provider('an outage is said so to programs', `    correctFault(ctx, options, error)\n`, '', 'http/openid-door'),
]

export const openid: Mutant[] = [...codes, ...requests]
