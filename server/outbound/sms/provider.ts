import type { Delivery, TextMessage } from '../../core/outbound.ts'

/** What every provider has to be told. */
export interface Account {
  /** Scheme and host: `https://dysmsapi.aliyuncs.com`. */
  baseUrl: string
  /** The signature, without the brackets. */
  sign: string
  codeTemplate: string
  /** null: notices are not sent by this provider. */
  noticeTemplate: string | null
}

export interface AliyunAccount extends Account {
  name: 'aliyun'
  accessKeyId: string
  accessKeySecret: string
}

export interface TencentAccount extends Account {
  name: 'tencent'
  secretId: string
  secretKey: string
  appId: string
  region: string
}

/** An SDK made small. */
export interface Provider {
  name: 'aliyun' | 'tencent'
  has(template: TextMessage['template']): boolean
  /**
   * One request, never a second one. @returns the provider's own code, for success too; undefined when its answer has none.
   * @throws whatever the SDK throws: the error may hold the number and the code, and is not to be kept or shown.
   */
  request(message: TextMessage): Promise<string | undefined>
  /** What the codes mean that are not `refused`, `down`. */
  verdicts: ReadonlyMap<string, Delivery>
}

/** For the operator: never a number, a code, a key or the provider's own words, which may repeat what was sent. */
export interface SmsEvent {
  provider: Provider['name']
  is: 'refused' | 'unknown'
  why?: 'target' | 'limit' | 'down'
  code: string
}

export const templateOf = ({ codeTemplate, noticeTemplate }: Account, template: TextMessage['template']) =>
  template === 'code' ? codeTemplate : noticeTemplate

export const sent: Delivery = { is: 'sent' }
export const unknown: Delivery = { is: 'unknown' }
export const refused = (why: 'target' | 'limit' | 'down'): Delivery => ({ is: 'refused', why })
