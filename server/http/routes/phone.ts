import { activityFor, codesFor, openPhone, renewPhone, scanView, type PhoneIn } from '../../core/phone.ts'
import { answerScan, findScan } from '../../core/scan-answer.ts'
import { takeScan } from '../../core/scan.ts'
import { spendPhoneSession } from '../../core/budget.ts'
import { clientOf, type Edge } from '../caller.ts'
import type { Handlers } from '../mount.ts'
import { signPhoneToken } from '../phone-token.ts'

type PhoneHandlers = { [K in keyof Handlers as K extends `${string} /api/phone/${string}` ? K : never]: Handlers[K] }

/** Everything the mini-program may ask. `soon` lets the relay know that an outbox was filled. */
export function phoneRoutes(edge: Edge, soon: () => void): PhoneHandlers {
  const { services } = edge
  const tokens = ({ session, refresh }: PhoneIn) => {
    const now = services.now()
    const { text, until } = signPhoneToken(services.keys, services.settings.publicUrl, session.id, now)
    return {
      token: text,
      tokenUntil: until.toISOString(),
      refresh,
      refreshUntil: session.expiresAt.toISOString(),
      now: now.toISOString(),
    }
  }
  return {
    async 'POST /api/phone/session'({ ctx, input }) {
      await spendPhoneSession(services, clientOf(edge, ctx))
      return tokens(await openPhone(services, input))
    },
    'POST /api/phone/session/renew': async ({ input }) => tokens(await renewPhone(services, input.refresh)),
    async 'DELETE /api/phone/session'({ phone }) {
      await services.phones.end(phone.session.id)
      return {}
    },
    'GET /api/phone/codes': ({ phone }) => codesFor(services, phone),
    'GET /api/phone/activity': ({ phone }) => activityFor(services, phone),
    async 'POST /api/phone/scans'({ ctx, phone, input }) {
      const place = services.places.find(clientOf(edge, ctx).address)
      const scanned = await takeScan(services, phone, { ...input, place })
      soon()
      return scanView(services, scanned)
    },
    'GET /api/phone/scans/:scan': async ({ phone, params }) =>
      scanView(services, await findScan(services, phone, params.scan)),
    async 'POST /api/phone/scans/:scan/answer'({ phone, params, input }) {
      const answered = await answerScan(services, phone, params.scan, input)
      soon()
      return scanView(services, answered)
    },
  }
}
