import type { Context } from 'koa'
import { devicesView, endDevices, endSessions } from '../../core/devices.ts'
import { readBrowserCookie } from '../../core/known-browser.ts'
import { reportNotMe } from '../../core/notice.ts'
import type { Caller } from '../../core/second-step.ts'
import { historyOf } from '../../core/sign-in-history.ts'
import { deviceCookieNames } from '../../core/trust.ts'
import { anonymousView } from '../../core/views.ts'
import { describeBrowser, type Edge } from '../caller.ts'
import { browserCookie, clearSessionCookie, deviceCookie } from '../cookies.ts'
import type { Routes } from './routes.ts'

/** 登录设备, 登录记录, 退出所有设备 and 不是我. */
export function deviceRoutes(edge: Edge, soon: () => void): Routes<'devices' | 'history' | 'sessions' | 'not-me'> {
  const { services } = edge
  const shown = (ctx: Context, { account }: Caller) => deviceCookie(ctx, deviceCookieNames(services, account.id))
  const end = async (ctx: Context, caller: Caller, id: string | null) => {
    const account = await endDevices(services, caller, id)
    soon()
    return devicesView(services, account, shown(ctx, caller))
  }
  return {
    'GET /api/devices': async ({ ctx, caller }) => devicesView(services, caller.account, shown(ctx, caller)),
    'DELETE /api/devices/:id': ({ ctx, caller, params }) => end(ctx, caller, params.id),
    'DELETE /api/devices': ({ ctx, caller }) => end(ctx, caller, null),
    'GET /api/history': ({ caller }) => historyOf(services, caller.account),
    async 'DELETE /api/sessions'({ ctx, caller }) {
      await endSessions(services, caller)
      clearSessionCookie(ctx)
      soon()
      return anonymousView(services)
    },
    async 'POST /api/not-me'({ ctx, input }) {
      const browser = describeBrowser(edge, ctx, readBrowserCookie(browserCookie(ctx)))
      const frozenUntil = await reportNotMe(services, input.token, browser)
      soon()
      return { frozenUntil: frozenUntil.toISOString(), now: services.now().toISOString() }
    },
  }
}
