import type { Interaction, KoaContextWithOIDC } from 'oidc-provider'
import { acrOf, amrOf, authTimeOf, nextStep } from '../../core/openid.ts'
import { auditEvent } from '../../core/audit.ts'
import { Problem } from '../../core/problem.ts'
import { sessionOfClient } from '../../core/webmail-tokens.ts'
import { demandOf } from './demand.ts'
import type { Library, OpenidOptions, Visitor } from './options.ts'
import { sidOf } from './sid.ts'

/** OpenID Connect's claims of an account. */
const openidAccount = ({ session, account }: Visitor) => ({
  accountId: account.id,
  claims: () => ({
    sub: account.id,
    email: account.address,
    email_verified: true,
    acr: acrOf(session),
    amr: amrOf(session),
    auth_time: Math.floor(authTimeOf(session).getTime() / 1_000),
  }),
})

/** A client's token is good as long as the session that it came of. */
export const findAccount =
  ({ services }: OpenidOptions) =>
  async (_: unknown, accountId: string, token?: object) => {
    const { sessionUid: id } = (token ?? {}) as { sessionUid?: string }
    const found = id === undefined ? null : await sessionOfClient(services, id, accountId)
    return found ? openidAccount(found) : undefined
  }

/** When the client's request came, by our clock; the first of its answers has noted it. */
export function begunAt(interaction: Pick<Interaction, 'prompt'> | undefined, now: Date): Date {
  const noted = interaction?.prompt.details['begunAt']
  return typeof noted === 'string' ? new Date(noted) : now
}

/** Every client is the operator's own: what it may ask for is in its configuration, and nobody is asked for consent. */
async function grantFor({ oidc }: KoaContextWithOIDC, accountId: string) {
  const grant = new oidc.provider.Grant({ accountId, clientId: oidc.client!.clientId })
  grant.addOIDCScope([...oidc.requestParamOIDCScopes].join(' '))
  grant.addOIDCClaims([...oidc.requestParamClaims])
  await grant.save()
  return grant
}

/**
 * oidc-provider's session for the rest of this request is ours. Database writes: 1. the client on our session, with the event, the first time. A kill after
 * it: the client is told of the session's end, though it never heard of it. 2. the grant. A kill after it: nobody has a code for it; the person clicks again.
 * oidc-provider has taken the request away before these and writes the code after them: a kill there costs the same click.
 */
async function adopt({ services, soon }: OpenidOptions, ctx: KoaContextWithOIDC, visitor: Visitor): Promise<void> {
  const { oidc } = ctx
  const { session, account } = visitor
  const { clientId } = oidc.client!
  const event = auditEvent(services.now(), {
    type: 'client.signed-in',
    outcome: 'ok',
    accountId: account.id,
    actor: 'browser',
    browser: session.browser,
    detail: clientId,
  })
  if (!session.clients.includes(clientId) && (await services.sessions.noteClient(session.id, clientId, event))) soon()
  const ours = openidAccount(visitor)
  const { acr, amr, auth_time: loginTs } = ours.claims()
  const theirs = oidc.session!
  theirs.uid = session.id
  theirs.loginAccount({ accountId: account.id, loginTs, acr, amr })
  theirs.ensureClientContainer(clientId)
  theirs.sidFor(clientId, sidOf(session.id, clientId))
  const grant = await grantFor(ctx, account.id)
  theirs.grantIdFor(clientId, grant.jti)
  oidc.entity('Account', ours)
  oidc.entity('Grant', grant)
}

/** oidc-provider asks this one question: is somebody signed in here who is enough for this client? */
export function policy({ errors, interactionPolicy: { Check, Prompt } }: Library, options: OpenidOptions) {
  const { now } = options.services
  const isEnough = async (ctx: KoaContextWithOIDC, visitor: Visitor): Promise<boolean> => {
    const demand = demandOf(ctx.oidc.params ?? {}, begunAt(ctx.oidc.entities.Interaction, now()), now())
    if (nextStep(visitor.session, visitor.account, demand) !== 'go') return false
    await adopt(options, ctx, visitor)
    return true
  }
  /** One write, before oidc-provider's row of the request. A kill after it: one is counted that does not wait; the person clicks again. */
  const letWait = async (ctx: KoaContextWithOIDC): Promise<void> => {
    try {
      await options.countRequest(ctx)
    } catch (error) {
      throw error instanceof Problem ? new errors.TemporarilyUnavailable('too many requests from this network') : error
    }
  }
  const isAskedAgain = async (ctx: KoaContextWithOIDC): Promise<boolean> => {
    const visitor = await options.visitorOf(ctx)
    if (visitor && (await isEnough(ctx, visitor))) return Check.NO_NEED_TO_PROMPT
    if (!ctx.oidc.prompts.has('none')) await letWait(ctx)
    // The result of an earlier answer: the next one would look for a session of oidc-provider's own, and there is none.
    delete ctx.oidc.session!.accountId
    return Check.REQUEST_PROMPT
  }
  // Some clients ask for it with every request; there is nothing to consent to.
  const consent = new Prompt({ name: 'consent', requestable: true })
  consent.checks.clear()
  return [
    new Prompt(
      { name: 'login', requestable: true },
      ({ oidc }) => ({ begunAt: begunAt(oidc.entities.Interaction, now()).toISOString() }),
      new Check('session', 'End-User authentication is required', 'login_required', isAskedAgain),
    ),
    consent,
  ]
}
