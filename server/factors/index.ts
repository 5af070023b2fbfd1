// The registry: one line a factor. core gets it passed in.
import { asFactor, type Factors } from '../core/factor.ts'
import { email } from './email.ts'
import { helpdesk } from './helpdesk.ts'
import { recovery } from './recovery.ts'
import { sms } from './sms.ts'
import { totp } from './totp.ts'
import { wechat } from './wechat.ts'

export const factors: Factors = {
  email: asFactor(email),
  wechat: asFactor(wechat),
  sms: asFactor(sms),
  totp: asFactor(totp),
  recovery: asFactor(recovery),
  helpdesk: asFactor(helpdesk),
}
