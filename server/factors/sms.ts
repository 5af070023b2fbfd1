import type { Factor } from '../core/factor.ts'
import { foldNumber, maskNumber } from '../core/phone-number.ts'
import { issueCode, verifySent } from './codes/sent.ts'

/** `number` in E.164. */
interface SmsBinding {
  number: string
}

/** 短信: six digits to a mainland number. */
export const sms: Factor<SmsBinding> = {
  kind: 'sms',
  prompts: { login: ['code'], prove: ['code'], bind: ['code'], unbind: ['code'], rebind: ['code'] },
  sealed: ['number'],
  mask: ({ number = '' }) => maskNumber(number),
  draft: (target = '') => ({ number: foldNumber(target) }),
  via: 'sms',
  reach: ({ number = '' }) => number,
  issue: ({ number = '' }, tools) => issueCode(number, tools),
  verify: ({ number = '' }, state, answer, tools) => verifySent({ number }, number, state, answer, tools),
}
