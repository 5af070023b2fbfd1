import { appPasswordsView, endAppPassword, makeAppPassword } from '../../core/app-passwords.ts'
import type { Edge } from '../caller.ts'
import type { Routes } from './routes.ts'

/** 客户端专用密码. */
export function appPasswordRoutes({ services }: Edge, soon: () => void): Routes<'app-passwords'> {
  return {
    'GET /api/app-passwords': ({ caller }) => appPasswordsView(services, caller.account),
    async 'POST /api/app-passwords'({ caller, input }) {
      const { account, made, password } = await makeAppPassword(services, caller, input)
      soon()
      return { made, password, list: await appPasswordsView(services, account) }
    },
    async 'DELETE /api/app-passwords/:id'({ caller, params }) {
      const account = await endAppPassword(services, caller, params.id)
      soon()
      return appPasswordsView(services, account)
    },
  }
}
