import { createOrder, filterBy as filter } from '../control-order.ts'
import type { ProviderName } from './accounts.ts'
import type { SmsFaultRequest } from './faults.ts'
import type { Call, Sent } from './world.ts'

export interface SmsControl {
  /** Every message taken for delivery, oldest first. @param number E.164; all of them when absent. */
  sent(number?: string): Promise<Sent[]>
  /** The code in the last message to this number. @throws Error when there is none. */
  lastCode(number: string): Promise<string>
  /** Every request, whatever became of it. */
  calls(provider?: ProviderName): Promise<Call[]>
  /** Without `provider` it meets both. */
  fault(fault: SmsFaultRequest): Promise<void>
  clearFaults(): Promise<void>
  flowControl(isOn: boolean): Promise<void>
  /** Makes all messages this much older, for flow control. */
  advance(ms: number): Promise<void>
  /** Puts the providers' clocks this far from ours, for signatures. */
  skew(ms: number): Promise<void>
  /** As just started. */
  reset(): Promise<void>
}

/** Drives a stand-in over its control listener, in this process or another. */
export function connectSmsControl(controlUrl: string): SmsControl {
  const order = createOrder(controlUrl)
  const tell = async (path: string, body?: object) => void (await order('POST', path, body))
  const sent = (number?: string) => order<Sent[]>('GET', `/sent${filter('to', number)}`)
  return {
    sent,
    async lastCode(number) {
      const last = (await sent(number)).findLast(({ template }) => template === 'code')
      if (!last) throw new Error('no code was sent to this number')
      return last.value
    },
    calls: (provider) => order('GET', `/calls${filter('of', provider)}`),
    fault: (fault) => tell('/faults', fault),
    clearFaults: async () => void (await order('DELETE', '/faults')),
    flowControl: (isOn) => tell('/flow-control', { isOn }),
    advance: (ms) => tell('/clock/advance', { ms }),
    skew: (ms) => tell('/clock/skew', { ms }),
    reset: () => tell('/reset'),
  }
}
