import { answerFlows } from './answer-flows.ts'
import { changeFlows } from './change-flows.ts'
import { codeChangeFlows } from './code-change-flows.ts'
import { codeFlows } from './code-flows.ts'
import { cookieFlows } from './cookie-flows.ts'
import { doorFlows as flowsAtDoors } from './door-flows.ts'
import { endFlows } from './end-flows.ts'
import type { Flows } from './flow.ts'
import { guessFlows } from './guess-flows.ts'
import { phoneFlows } from './phone-flows.ts'
import { openidFlows as flowsOfClients } from './openid-flows.ts'
import { openidTokenFlows } from './openid-token-flows.ts'
import { rebindFlows } from './rebind-flows.ts'
import { redeemFlows } from './redeem-flows.ts'
import { relayFlows } from './relay-flows.ts'
import { scanFlows } from './scan-flows.ts'
import { passwordFlows } from './password-flows.ts'
import { sendFlows } from './send-flows.ts'
import { signInFlows } from './sign-in-flows.ts'
import { trustFlows } from './trust-flows.ts'

// In some, for test files that run beside each other.
export const sessionFlows: Flows = { ...signInFlows, ...cookieFlows, ...redeemFlows }
export const challengeFlows: Flows = { ...guessFlows, ...changeFlows, ...scanFlows, ...answerFlows, ...phoneFlows }
export const factorFlows: Flows = { ...sendFlows, ...codeFlows, ...codeChangeFlows, ...rebindFlows }
export const doorFlows: Flows = { ...passwordFlows, ...flowsAtDoors }
export const openidFlows: Flows = { ...flowsOfClients, ...openidTokenFlows }
export { openidKeyFlows } from './openid-key-flows.ts'
export const deviceFlows: Flows = { ...trustFlows, ...endFlows, ...relayFlows }
