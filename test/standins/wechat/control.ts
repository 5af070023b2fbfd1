import { createOrder, filterBy } from '../control-order.ts'
import type { Order } from '../control-order.ts'
import type { FaultRequest } from './faults.ts'
import type { Scanned, ScanSource } from './scan.ts'
import type { App, AppSettings, Call, Message } from './world.ts'

/** `appid`: the first app when absent. */
export interface PhoneControl {
  /** Makes the phone or changes it. */
  set(settings?: { blocked?: boolean; appid?: string }): Promise<{ openid: string; unionid?: string }>
  /** wx.login: a fresh code. */
  login(appid?: string): Promise<string>
  /** One accepted wx.requestSubscribeMessage; returns how many messages may now be sent. */
  subscribe(templateId: string, appid?: string): Promise<number>
  /** How the mini-program is entered by this link, or that a browser opens. */
  scan(url: string, from?: ScanSource): Promise<Scanned>
  /** The same for a picture that getwxacodeunlimit made. */
  scanPicture(bytes: Buffer, from?: ScanSource): Promise<Scanned>
}

export interface WechatControl {
  phone(name: string): PhoneControl
  setApp(settings: AppSettings): Promise<App>
  /** Moves WeChat's clock forward; the machine's stays. */
  advance(ms: number): Promise<void>
  fault(fault: FaultRequest): Promise<void>
  clearFaults(): Promise<void>
  /** Every call on the wire, oldest first. */
  calls(path?: string): Promise<Call[]>
  messages(openid?: string): Promise<Message[]>
  /** As just started: no phones, codes, tokens, calls, messages, faults; clock and apps as at the start. */
  reset(): Promise<void>
}

function controlPhone(order: Order, name: string): PhoneControl {
  const path = `/phones/${encodeURIComponent(name)}`
  return {
    set: (settings = {}) => order('POST', '/phones', { name, ...settings }),
    login: async (appid) => (await order<{ code: string }>('POST', `${path}/login`, { appid })).code,
    subscribe: async (templateId, appid) =>
      (await order<{ left: number }>('POST', `${path}/subscribe`, { templateId, appid })).left,
    scan: (url, from) => order('POST', `${path}/scan`, { url, from }),
    scanPicture: (bytes, from) => order('POST', `${path}/scan`, { imageBase64: bytes.toString('base64'), from }),
  }
}

/** Drives a stand-in over its control listener, in this process or another. */
export function connectWechatControl(controlUrl: string): WechatControl {
  const order = createOrder(controlUrl)
  return {
    phone: (name) => controlPhone(order, name),
    setApp: (settings) => order('POST', '/apps', settings),
    advance: async (ms) => void (await order('POST', '/clock/advance', { ms })),
    fault: async (fault) => void (await order('POST', '/faults', fault)),
    clearFaults: async () => void (await order('DELETE', '/faults')),
    calls: (path) => order('GET', `/calls${filterBy('path', path)}`),
    messages: (openid) => order('GET', `/messages${filterBy('openid', openid)}`),
    reset: async () => void (await order('POST', '/reset')),
  }
}
