import type { Config } from './config/config.ts'
import { signOut } from './core/browser.ts'
import { spendOpenidRequest } from './core/budget.ts'
import { clientNode } from './core/client-logout.ts'
import { tellEndings } from './core/mail-sessions.ts'
import type { Sender } from './core/relay.ts'
import type { Services } from './core/services.ts'
import { loggedOutOf } from './config/openid.ts'
import { openidDoor, type OpenidDoor } from './doors/openid/door.ts'
import type { OpenidOptions } from './doors/openid/options.ts'
import { clientOf, meetBrowser, type Edge } from './http/caller.ts'
import { clearSessionCookie } from './http/cookies.ts'
import { isOutage } from './http/outage.ts'
import { openidTrouble } from './http/pages.ts'

/** The door of the configured OpenID clients, between our browsers' sessions and oidc-provider; none where there are no clients. */
export function openidOf(
  { openidClients, portalDir }: Pick<Config, 'openidClients' | 'portalDir'>,
  edge: Edge,
  more: Pick<OpenidOptions, 'log' | 'soon'>,
): OpenidDoor | null {
  if (openidClients.length === 0) return null
  return openidDoor({
    ...more,
    services: edge.services,
    clients: openidClients,
    isOutage,
    troublePage: openidTrouble(portalDir),
    visitorOf: (ctx) => meetBrowser(edge, ctx),
    countRequest: (ctx) => spendOpenidRequest(edge.services, clientOf(edge, ctx)),
    async signOut(ctx, { session }) {
      await signOut(edge.services, session)
      clearSessionCookie(ctx)
      more.soon()
    },
  })
}

/** A client that is away keeps nothing from the others. */
export const clientSenders = (
  door: OpenidDoor | null,
  clients: Config['openidClients'],
  services: Services,
): Sender[] =>
  door === null
    ? []
    : loggedOutOf(clients).map(
        (client): Sender =>
          (isOver) =>
            tellEndings(services, clientNode(client), (kick) => door.endAtClient(client, kick), isOver),
      )
