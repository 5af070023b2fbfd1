import type { Context } from 'koa'
import type Provider from 'oidc-provider'
import { Problem } from '../../core/problem.ts'

/** Where a sign-in leads, for the page that asks: { name }. Who knows the request's text has begun it. @throws Problem('request.not-found'). */
export const clientName = (provider: Provider) => async (ctx: Context, id: string) => {
  const interaction = await provider.Interaction.find(id)
  const asked = interaction && (await provider.Client.find(String(interaction.params.client_id)))
  if (!asked) throw new Problem('request.not-found')
  ctx.body = { name: asked.clientName }
}
