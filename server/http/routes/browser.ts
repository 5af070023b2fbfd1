import { beginBind, beginProof, beginRebind, beginUnbind, dropChallenge } from '../../core/changes.ts'
import { guess } from '../../core/guess.ts'
import { Problem } from '../../core/problem.ts'
import { makeRecoveryCodes } from '../../core/recovery-codes.ts'
import { redeem } from '../../core/redeem.ts'
import { renew, wantTrust } from '../../core/renew.ts'
import type { Caller } from '../../core/second-step.ts'
import { sendCode } from '../../core/send.ts'
import type { Challenge } from '../../core/challenge.ts'
import { challengeView, sessionView } from '../../core/views.ts'
import type { Edge } from '../caller.ts'
import { bindingsView } from './bindings-view.ts'
import { appPasswordRoutes } from './app-passwords.ts'
import { deviceRoutes } from './devices.ts'
import { raiser, type Raise } from './raise.ts'
import type { Routes } from './routes.ts'
import { sessionRoutes } from './session.ts'

const challengeRoutes = ({ services }: Edge, raised: Raise): Routes<'challenge'> => {
  const view = ({ account }: Caller, challenge: Challenge) => challengeView(services, account, challenge)
  return {
    async 'GET /api/challenge'({ caller }) {
      if (!caller.session.challenge) throw new Problem('challenge.none')
      return view(caller, caller.session.challenge)
    },
    async 'DELETE /api/challenge'({ caller }) {
      return sessionView(services, await dropChallenge(services, caller), caller.account)
    },
    'POST /api/challenge/renew': async ({ caller, input }) => view(caller, await renew(services, caller, input)),
    'POST /api/challenge/trust': async ({ caller, input }) => view(caller, await wantTrust(services, caller, input)),
    'POST /api/challenge/send': async ({ caller, input }) => view(caller, await sendCode(services, caller, input)),
    'POST /api/challenge/answer': async ({ ctx, caller, input }) => raised(ctx, await guess(services, caller, input)),
    'POST /api/challenge/redeem': async ({ ctx, caller, input }) => raised(ctx, await redeem(services, caller, input)),
  }
}

const bindingRoutes = ({ services }: Edge, soon: () => void): Routes<'bindings' | 'proof' | 'recovery-codes'> => {
  const view = ({ account }: Caller, challenge: Challenge) => challengeView(services, account, challenge)
  return {
    'GET /api/bindings': async ({ caller }) => bindingsView(services, caller.account),
    'POST /api/bindings': async ({ caller, input }) => view(caller, await beginBind(services, caller, input.kind)),
    'POST /api/bindings/:id/unbind': async ({ caller, params }) =>
      view(caller, await beginUnbind(services, caller, params.id)),
    'POST /api/bindings/:id/rebind': async ({ caller, params }) =>
      view(caller, await beginRebind(services, caller, params.id)),
    'POST /api/proof': async ({ caller }) => view(caller, await beginProof(services, caller)),
    async 'POST /api/recovery-codes'({ caller }) {
      const codes = await makeRecoveryCodes(services, caller)
      soon()
      return { codes, now: services.now().toISOString() }
    },
  }
}

/** Everything a browser may ask. `soon` lets the relay know that an outbox was filled. */
export function browserRoutes(edge: Edge, soon: () => void) {
  const raised = raiser(edge, soon)
  return {
    ...sessionRoutes(edge, soon, raised),
    ...challengeRoutes(edge, raised),
    ...bindingRoutes(edge, soon),
    ...deviceRoutes(edge, soon),
    ...appPasswordRoutes(edge, soon),
  }
}
