import type { Output } from '../../shared/api/contract.ts'
import { limits } from '../../shared/limits.ts'
import type { Account } from './account.ts'
import { auditEvent } from './audit.ts'
import { Problem } from './problem.ts'
import type { Caller } from './second-step.ts'
import type { Services } from './services.ts'
import { isShownBy } from './trust.ts'
import { browserView } from './views.ts'

type Devices = Output<'GET /api/devices'>

/** 登录设备, the last used first. @param cookie the device cookie of the browser that asks. */
export function devicesView({ keys, now }: Services, account: Account, cookie: string | undefined): Devices {
  const live = account.devices.filter(({ until }) => until > now())
  return {
    devices: live
      .sort((a, b) => b.usedAt.getTime() - a.usedAt.getTime())
      .map((device) => ({
        id: device.id,
        browser: browserView(device.browser),
        firstAt: device.firstAt.toISOString(),
        usedAt: device.usedAt.toISOString(),
        until: device.until.toISOString(),
        isThis: cookie !== undefined && isShownBy(keys, device, cookie),
      })),
    most: limits.devicesPerAccount,
    now: now().toISOString(),
  }
}

/** Ends one trusted device, or all (null). One write; what is gone already stays gone. */
export async function endDevices(
  services: Services,
  { session, account }: Caller,
  id: string | null,
): Promise<Account> {
  const event = auditEvent(services.now(), {
    type: 'device.ended',
    outcome: 'ok',
    accountId: account.id,
    actor: 'browser',
    browser: session.browser,
    detail: id === null ? 'all' : null,
  })
  return (await services.accounts.endDevices(account.id, id, event)) ?? account
}

/** 退出所有设备: one write, which ends every session of the mailbox. @throws Problem('account.changed'). */
export async function endSessions(services: Services, { session, account }: Caller): Promise<void> {
  const event = auditEvent(services.now(), {
    type: 'session.ended',
    outcome: 'ok',
    accountId: account.id,
    actor: 'browser',
    browser: session.browser,
    detail: 'all',
  })
  const ended = await services.accounts.change(account.id, account.rev, { endSessions: { keep: null } }, [event])
  if (!ended) throw new Problem('account.changed')
}
