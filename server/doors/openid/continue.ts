import type { Context } from 'koa'
import type Provider from 'oidc-provider'
import { nextStep, type NextStep } from '../../core/openid.ts'
import { isSignedIn } from '../../core/session.ts'
import { demandOf } from './demand.ts'
import type { OpenidOptions, Visitor } from './options.ts'
import { begunAt } from './policy.ts'
import { isLost, lost, showTrouble } from './trouble.ts'

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>

/** null: this browser has not begun it (Q17), or it is over. */
async function interactionOf(provider: Provider, ctx: Context): Promise<Interaction | null> {
  try {
    return await provider.interactionDetails(ctx.req, ctx.res)
  } catch (error) {
    if (isLost(error)) return null
    throw error
  }
}

/** Left for too long: who is signed in is at the end of a sign-in, and the webmail asks anew. */
function leave(options: OpenidOptions, ctx: Context, visitor: Visitor | null): void {
  const { webmailUrl } = options.services.settings
  if (webmailUrl && visitor && isSignedIn(visitor.session, visitor.account)) return ctx.redirect(webmailUrl)
  ctx.status = 400
  showTrouble(ctx, options, lost)
}

/** What the client is answered when no page of ours can help. */
const errors: Partial<Record<NextStep, { error: string; error_description: string }>> = {
  unmet: {
    error: 'unmet_authentication_requirements',
    error_description: 'the account has no factor to be proved',
  },
  // Core §3.1.2.1, id_token_hint.
  another: { error: 'login_required', error_description: 'another account is signed in' },
}

/**
 * Between a client's request and its answer: to the page that asks for what is lacking, or on to the client once nothing is. One write: the result, on the
 * request. A kill after it: the browser asks again.
 */
export const continueRequest = (options: OpenidOptions, provider: Provider) => async (ctx: Context, id: string) => {
  const interaction = await interactionOf(provider, ctx)
  const visitor = await options.visitorOf(ctx)
  if (!interaction || interaction.uid !== id) return leave(options, ctx, visitor)
  const now = options.services.now()
  const demand = demandOf(interaction.params, begunAt(interaction, now), now)
  const step: NextStep = visitor ? nextStep(visitor.session, visitor.account, demand) : 'sign-in'
  if (step === 'prove') return ctx.redirect(`/prove?continue=${id}`)
  if (step === 'sign-in') {
    // Nothing but the password can be proved: from the beginning.
    if (visitor && isSignedIn(visitor.session, visitor.account)) await options.signOut(ctx, visitor)
    return ctx.redirect(`/sign-in?continue=${id}`)
  }
  const done = errors[step] ?? { login: { accountId: visitor!.account.id }, consent: {} }
  ctx.redirect(await provider.interactionResult(ctx.req, ctx.res, done))
}
