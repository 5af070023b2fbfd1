import { createOrder, filterBy } from '../control-order.ts'
import type { FaultRequest, ReceivedMail, Visit } from './world.ts'

export interface SmtpControl {
  /** What was taken, oldest first. */
  mails(to?: string): Promise<ReceivedMail[]>
  /** @throws Error when nothing came. */
  last(to?: string): Promise<ReceivedMail>
  /** Every client that was greeted, oldest first. */
  visits(): Promise<Visit[]>
  fault(fault: FaultRequest): Promise<void>
  clearFaults(): Promise<void>
  /** As just started. */
  reset(): Promise<void>
}

/** Drives a stand-in over its control listener, in this process or another. */
export function connectSmtpControl(controlUrl: string): SmtpControl {
  const order = createOrder(controlUrl)
  const mails = (to?: string) => order<ReceivedMail[]>('GET', `/mails${filterBy('to', to)}`)
  return {
    mails,
    async last(to) {
      const newest = (await mails(to)).at(-1)
      if (!newest) throw new Error('no mail came')
      return newest
    },
    visits: () => order('GET', '/visits'),
    fault: async (fault) => void (await order('POST', '/faults', fault)),
    clearFaults: async () => void (await order('DELETE', '/faults')),
    reset: async () => void (await order('POST', '/reset')),
  }
}
