import type { Context } from 'koa'
import type Provider from 'oidc-provider'
import { nextStep, type NextStep } from '../../core/openid.ts'
import { isSignedIn } from '../../core/session.ts'
import { demandOf } from './demand.ts'
import type { OpenidOptions, Visitor } from './options.ts'
import { showTrouble } from './trouble.ts'

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>

/** null: this browser has not begun it (Q17), or it is over. */
async function interactionOf(provider: Provider, ctx: Context): Promise<Interaction | null> {
  try {
    return await provider.interactionDetails(ctx.req, ctx.res)
  } catch (error) {
    if ((error as Error).name === 'SessionNotFound') return null
    throw error
  }
}

/** Left for too long: who is signed in is at the end of a sign-in, and the webmail asks anew. */
function leave(options: OpenidOptions, ctx: Context, visitor: Visitor | null): void {
  const { webmailUrl } = options.services.settings
  if (webmailUrl && visitor && isSignedIn(visitor.session, visitor.account)) return ctx.redirect(webmailUrl)
  ctx.status = 400
  showTrouble(ctx, options, 'session_not_found')
}

const unmet = {
  error: 'unmet_authentication_requirements',
  error_description: 'the account has no factor to be proved',
}

/**
 * Between a client's request and its answer: to the page that asks for what is lacking, or on to the client once nothing is. One write: the result, on the
 * request. A kill after it: the browser asks again.
 */
export const continueRequest = (options: OpenidOptions, provider: Provider) => async (ctx: Context, id: string) => {
  const interaction = await interactionOf(provider, ctx)
  const visitor = await options.visitorOf(ctx)
  if (!interaction || interaction.uid !== id) return leave(options, ctx, visitor)
  const begunAt = new Date(interaction.iat * 1_000)
  const demand = demandOf(interaction.params, begunAt, options.services.now())
  const step: NextStep = visitor ? nextStep(visitor.session, visitor.account, demand) : 'sign-in'
  if (step === 'prove') return ctx.redirect(`/prove?continue=${id}`)
  if (step === 'sign-in') {
    // Nothing but the password can be proved: from the beginning.
    if (visitor && isSignedIn(visitor.session, visitor.account)) await options.signOut(ctx, visitor)
    return ctx.redirect(`/sign-in?continue=${id}`)
  }
  const done = step === 'unmet' ? unmet : { login: { accountId: visitor!.account.id }, consent: {} }
  ctx.redirect(await provider.interactionResult(ctx.req, ctx.res, done))
}
