import { answerFlows } from './answer-flows.ts'
import { changeFlows } from './change-flows.ts'
import { codeFlows } from './code-flows.ts'
import { cookieFlows } from './cookie-flows.ts'
import { deviceFlows } from './device-flows.ts'
import type { Flows } from './flow.ts'
import { guessFlows } from './guess-flows.ts'
import { phoneFlows } from './phone-flows.ts'
import { redeemFlows } from './redeem-flows.ts'
import { scanFlows } from './scan-flows.ts'
import { signInFlows } from './sign-in-flows.ts'

// In three, for test files that run beside each other.
export const sessionFlows: Flows = { ...signInFlows, ...cookieFlows, ...redeemFlows }
export const challengeFlows: Flows = { ...guessFlows, ...changeFlows, ...scanFlows, ...answerFlows, ...phoneFlows }
export const messageFlows: Flows = { ...codeFlows, ...deviceFlows }
