// The registry: one line a factor. core gets it passed in.
import { asFactor, type Factors } from '../core/factor.ts'
import { wechat } from './wechat.ts'

export const factors: Factors = { wechat: asFactor(wechat) }
