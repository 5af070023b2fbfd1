import type { PhoneLog } from './log.ts'
import type { PhoneSettings, ScanAnswer } from './settings.ts'
import { type AsyncApi, WxFailure } from './wx-call.ts'
import type { Network } from './wx-network.ts'

const pathWithQuery = ({ path, query }: ScanAnswer): string | undefined => {
  const pairs = Object.entries(query ?? {}).map(([name, value]) => `${name}=${value}`)
  return path && pairs.length > 0 ? `${path}?${pairs.join('&')}` : path
}

async function scanCode(settings: PhoneSettings, log: PhoneLog): Promise<object> {
  try {
    const answer = await settings.scan()
    const path = pathWithQuery(answer)
    const scanType = path ? 'WX_CODE' : 'QR_CODE'
    return { result: answer.result, scanType, charSet: 'utf-8', rawData: btoa(encodeURIComponent(answer.result)), path }
  } catch (error) {
    log.add({ kind: 'warning', message: `scan: ${String(error)}` })
    throw new WxFailure('cancel')
  }
}

/** Who the user is, what the camera sees, and what the user agreed to. The camera alone works without the network. */
export function identityApis(
  settings: PhoneSettings,
  network: Network,
  api: AsyncApi,
  log: PhoneLog,
): Record<string, unknown> {
  const warn = (what: string, error: unknown): void =>
    log.add({ kind: 'warning', message: `${what}: ${String(error)}` })
  const needNetwork = (): void => {
    if (network.isOffline()) throw new WxFailure('network error')
  }
  return {
    login: api('login', () => {
      needNetwork()
      return settings.login()
    }),
    scanCode: api('scanCode', () => scanCode(settings, log)),
    requestSubscribeMessage: api('requestSubscribeMessage', async ({ tmplIds }: { tmplIds: string[] }) => {
      needNetwork()
      // The user's yes does not depend on who keeps it.
      await settings.subscribe?.(tmplIds).catch((error: unknown) => warn('subscribe', error))
      return Object.fromEntries(tmplIds.map((id) => [id, 'accept']))
    }),
  }
}
